package search

import (
	"cmp"
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

// spelling is what letters say, and how many names have it.
type spelling struct {
	letters, text string
	count         int
}

// spelt spells the titles, other names and extra words of all docs: in the order of the letters, the commonest first.
func spelt(c *corpus) []spelling {
	counts := map[string]int{} // stretches by how many names have them, negative if a name begins with it
	for i := range c.docs {
		d := &c.docs[i]
		for _, name := range slices.Concat([]string{d.Title}, d.Also, d.Spelt) {
			spans(name, func(span string, start bool) {
				n := counts[span]
				if start && n >= 0 || n < 0 {
					n = -max(n, -n) - 1
				} else {
					n++
				}
				counts[span] = n
			})
		}
	}
	var out []spelling
	for span, n := range counts {
		if n == 1 && len(c.docs) > manyDocs {
			continue
		}
		for _, letters := range spell(span) {
			out = append(out, spelling{letters, span, max(n, -n)})
		}
	}
	slices.SortFunc(out, func(a, b spelling) int {
		return cmp.Or(strings.Compare(a.letters, b.letters), cmp.Compare(b.count, a.count), strings.Compare(a.text, b.text))
	})
	return out
}

// spellings writes the p files: letters, and what they say.
func (w *writer) spellings(c *corpus) family {
	s := &shelf{w: w, prefix: "p"}
	if w.lang != "zh-CN" {
		return s.family()
	}
	var keys, said []string
	size := 0
	shelve := func() {
		if len(keys) == 0 {
			return
		}
		k, t := keys, said
		s.add(k[0], func() []byte {
			var b jsonWriter
			b.field("keys").str(strings.Join(k, " ")).field("said").raw("[")
			for i := range t {
				b.comma(i).str(t[i])
			}
			return b.raw("]").buf
		})
		keys, said, size = nil, nil, 0
	}
	all := spelt(c)
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].letters == all[0].letters {
			n++
		}
		var texts []string
		for _, x := range all[:min(n, maxSaid)] {
			texts = append(texts, x.text)
		}
		keys, said = append(keys, all[0].letters), append(said, strings.Join(texts, " "))
		if size += len(keys[len(keys)-1]) + len(said[len(said)-1]) + 4; size >= shardSize {
			shelve()
		}
		all = all[n:]
	}
	shelve()
	return s.family()
}
