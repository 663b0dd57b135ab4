package search

import "unicode/utf8"

// maxGram is the longest piece of a number that is a key of its own.
const maxGram = 4

// tokenizer cuts folded text into the keys that the index is made of. It keeps its buffers and a
// cache of words, so each worker has its own.
type tokenizer struct {
	words map[string]*word
	buf   []byte
	// key gets every key of the text, pairs, numbers and words; it must copy what it keeps.
	key func([]byte)
	// single gets every Han character and digit.
	single func(rune)
}

// word is what is known of a Latin word.
type word struct {
	stem  string
	empty bool // too common to be a key
	count int  // how often it was met
}

// text emits the keys of a folded text.
func (t *tokenizer) text(chars []rune) {
	for i := 0; i < len(chars); {
		if classOf(chars[i]) == gap {
			i++
			continue
		}
		end := runEnd(chars, i)
		t.run(chars[i:end])
		i = end
	}
}

// runEnd is the end of the run that begins at i.
func runEnd(chars []rune, i int) int {
	for i < len(chars) && classOf(chars[i]) != gap {
		i++
	}
	return i
}

func (t *tokenizer) run(run []rune) {
	for i := 0; i < len(run); {
		c := classOf(run[i])
		if c == han {
			t.single(run[i])
			if i+1 < len(run) {
				t.pair(run[i], run[i+1])
			}
			i++
			continue
		}
		end := alnumEnd(run, i)
		t.alnum(run[i:end])
		if end < len(run) {
			t.pair(run[end-1], run[end])
		}
		i = end
	}
}

// alnumEnd is the end of the letters and digits that begin at i of a run.
func alnumEnd(run []rune, i int) int {
	for i < len(run) && classOf(run[i]) != han {
		i++
	}
	return i
}

func (t *tokenizer) pair(a, b rune) {
	t.buf = utf8.AppendRune(utf8.AppendRune(t.buf[:0], a), b)
	t.key(t.buf)
}

// alnum emits the keys of letters and digits side by side: the word, if it has a letter, and the
// pieces of its numbers.
func (t *tokenizer) alnum(run []rune) {
	letters := 0
	for i, r := range run {
		if classOf(r) == letter {
			letters++
			continue
		}
		t.single(r)
		for n := 2; n <= maxGram && i+1-n >= 0 && classOf(run[i+1-n]) == digit; n++ {
			t.buf = t.buf[:0]
			for _, d := range run[i+1-n : i+1] {
				t.buf = append(t.buf, byte(d))
			}
			t.key(t.buf)
		}
	}
	if letters == 0 {
		return
	}
	t.buf = t.buf[:0]
	for _, r := range run {
		t.buf = utf8.AppendRune(t.buf, r)
	}
	w, known := t.words[string(t.buf)]
	if !known {
		s := string(t.buf)
		w = &word{empty: emptyWords[s]}
		if !w.empty {
			w.stem = stem(s)
		}
		t.words[s] = w
	}
	if !w.empty {
		w.count++
		t.key(append(t.buf[:0], w.stem...))
	}
}
