package search

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// A title can be asked for by typing its pinyin, tuoyu, or the initials of it, ty. The index has the
// letters of every stretch of 2 to shortSpan characters of a title, of its beginnings, and of the whole, and
// what they say: 托育. A reader then searches for that, so nobody but the build needs to know any pinyin.
const (
	shortSpan = 4
	longSpan  = 6
	wholeSpan = 16 // the longest title spelt as a whole
	manyDocs  = 500
)

// twoReadings are common characters that are often read another way than alone.
const twoReadings = "行长重会调乐校参传单都更率模强曲宿系相兴藏种转朝便差"

// spelt are what letters say, each with how many titles have it.
type spelt map[string]map[string]int

// spellings spells the titles, other names and extra words of all docs.
func spellings(c *corpus) spelt {
	counts := map[string]int{} // stretches, by how many titles have them
	whole := map[string]bool{} // those that are spelt though only one title has them
	for i := range c.docs {
		d := &c.docs[i]
		for _, name := range slices.Concat([]string{d.Title}, d.Also, d.Spelt) {
			spans(name, func(span string, start bool) {
				counts[span]++
				whole[span] = whole[span] || start
			})
		}
	}
	out := spelt{}
	for _, span := range slices.Sorted(maps.Keys(counts)) {
		if !whole[span] && counts[span] < 2 && len(c.docs) > manyDocs {
			continue
		}
		for _, letters := range spell(span) {
			if out[letters] == nil {
				out[letters] = map[string]int{}
			}
			out[letters][span] = counts[span]
		}
	}
	return out
}

// spans gives the stretches of Han of a name that are spelt; start tells those a name begins with.
func spans(name string, give func(span string, start bool)) {
	var f folded
	f.fold(name)
	for i := 0; i < len(f.chars); {
		end := i
		for end < len(f.chars) && classOf(f.chars[end]) == han {
			end++
		}
		run := f.chars[i:end]
		for from := range run {
			for n := 2; n <= shortSpan && from+n <= len(run); n++ {
				give(string(run[from:from+n]), from == 0)
			}
		}
		for n := shortSpan + 1; n <= longSpan && n < len(run); n++ {
			give(string(run[:n]), true)
		}
		if len(run) > shortSpan && len(run) <= wholeSpan {
			give(string(run), true)
		}
		i = max(end, i+1)
	}
}

// spell gives the pinyin and the initials of a stretch, with other readings of one character at a time.
func spell(span string) []string {
	args := pinyin.NewArgs()
	args.Heteronym = true
	var first [][]string
	for _, r := range span {
		p := slices.Clone(pinyin.SinglePinyin(r, args))
		if len(p) == 0 {
			return nil
		}
		slices.Sort(p[1:])
		p = slices.Compact(p)
		if !strings.ContainsRune(twoReadings, r) {
			p = p[:1]
		}
		first = append(first, p)
	}
	var out []string
	put := func(at int, reading string) {
		var full, initials strings.Builder
		for i, p := range first {
			s := p[0]
			if i == at {
				s = reading
			}
			full.WriteString(s)
			initials.WriteByte(s[0])
		}
		for _, s := range []string{full.String(), initials.String()} {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	put(-1, "")
	for i, p := range first {
		for _, reading := range p[1:] {
			put(i, reading)
		}
	}
	return out
}

// spellings writes the p files: letters, and what they say, the commonest first.
func (w *writer) spellings(all spelt) family {
	said := make(map[string]string, len(all))
	for letters, texts := range all {
		order := slices.SortedFunc(maps.Keys(texts), func(a, b string) int {
			if n := texts[b] - texts[a]; n != 0 {
				return n
			}
			return strings.Compare(a, b)
		})
		said[letters] = strings.Join(order[:min(len(order), maxSaid)], " ")
	}
	size := func(k string) int { return len(k) + len(said[k]) + 4 }
	return w.shards("p", slices.Sorted(maps.Keys(said)), size, func(keys []string) []byte {
		var b jsonWriter
		b.field("keys").str(strings.Join(keys, " ")).field("said").raw("[")
		for i, k := range keys {
			b.comma(i).str(said[k])
		}
		return b.raw("]").buf
	})
}

// spell adds forms of the query in which the first letters stand for Chinese, and reports whether there are any.
func (s *asked) spell() (bool, error) {
	typed := Fold(cutText(s.text))
	at := letters.FindStringIndex(typed)
	if at == nil || s.spelt {
		return false, nil
	}
	s.spelt = true
	word := strings.ReplaceAll(typed[at[0]:at[1]], " ", "")
	sh, err := s.shard("p", word)
	if sh == nil || err != nil {
		return false, err
	}
	var said []string
	for i, found := slices.BinarySearch(sh.keys, word); i < len(sh.keys) && len(said) < maxSaid; i++ {
		if found && sh.keys[i] != word || !strings.HasPrefix(sh.keys[i], word) || len(word) < minSpelt && !found {
			break
		}
		for _, text := range strings.Split(sh.Said[i], " ") {
			if len(said) < maxSaid && !slices.Contains(said, text) {
				said = append(said, text)
			}
		}
	}
	for _, text := range said {
		s.forms = append(s.forms, parseQuery(typed[:at[0]]+" "+text+" "+typed[at[1]:]))
		s.approximate = true
	}
	return len(said) > 0, nil
}

// minSpelt is the number of letters from which on a beginning of pinyin is completed.
const minSpelt = 3

// letters are what may be pinyin.
var letters = regexp.MustCompile(`[a-z]+(?: [a-z]+)*`)
