package publish

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
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
	return s, json.Unmarshal(data, &s)
}

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
	name := filepath.Join(releases, stateName)
	if err := errors.Join(os.WriteFile(name+".new", append(data, '\n'), 0o666), os.Rename(name+".new", name)); err != nil {
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
	for _, e := range entries {
		if e.IsDir() && !used[e.Name()] {
			if err := os.RemoveAll(filepath.Join(releases, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
