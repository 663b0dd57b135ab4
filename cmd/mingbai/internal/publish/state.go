package publish

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"mingbai/cmd/mingbai/internal/output"
)

// Shown is what a target shows: the release of the last publishing and the one before.
type Shown struct {
	Current string `json:"current"`
	Former  string `json:"former,omitempty"`
}

// State knows what each target shows. It is kept beside the releases.
type State map[string]Shown

const stateName = "state.json"

// LoadState reads the state; without one nothing has been published from here.
func LoadState(releases string) (State, error) {
	data, err := os.ReadFile(filepath.Join(releases, stateName))
	if errors.Is(err, fs.ErrNotExist) {
		return State{}, nil
	}
	if err != nil {
		return nil, err
	}
	s := State{}
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, Fault("release-state", filepath.ToSlash(filepath.Join(releases, stateName)))
	}
	for _, shown := range s {
		if shown.Current != "" && !idShape.MatchString(shown.Current) || shown.Former != "" && !idShape.MatchString(shown.Former) {
			return nil, Fault("release-state", filepath.ToSlash(filepath.Join(releases, stateName)))
		}
	}
	return s, nil
}

// idShape is what the folder of a release is called; see identify.
var idShape = regexp.MustCompile(`^[0-9a-f]{12}$`)

// Published notes that a target shows a release now and writes the state; it is whole at any instant.
// Releases that no target shows or showed before go.
func (s State) Published(releases, target, id string) error {
	if was := s[target]; was.Current != id {
		s[target] = Shown{Current: id, Former: was.Current}
	}
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(releases)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := output.Replace(root, stateName, append(data, '\n')); err != nil {
		return err
	}
	used := map[string]bool{}
	for _, shown := range s {
		used[shown.Current], used[shown.Former] = true, true
	}
	entries, err := os.ReadDir(releases)
	if err != nil {
		return err
	}
	for _, e := range entries { // what is not called like a release is not ours
		if id := strings.TrimSuffix(e.Name(), unfinished); e.IsDir() && idShape.MatchString(id) && !used[e.Name()] {
			if err := root.RemoveAll(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}
