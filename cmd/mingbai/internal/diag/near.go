package diag

// Nearest gives the candidate that the writer of word most probably meant, or "" if none is close:
// the smallest edit distance over characters (Damerau–Levenshtein with adjacent transpositions), at
// most a third of the longer of the two. The first of equals wins, so that sorted candidates give a
// stable answer. Words and candidates of over 100 characters are never near.
func Nearest(word string, candidates []string) string {
	best, bestDistance := "", 1<<30
	w := []rune(word)
	if len(w) == 0 || len(w) > 100 {
		return ""
	}
	for _, c := range candidates {
		r := []rune(c)
		if len(r) > 100 || c == word {
			continue
		}
		limit := max(1, max(len(w), len(r))/3)
		if abs(len(w)-len(r)) > limit {
			continue
		}
		if d := distance(w, r); d <= limit && d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

func distance(a, b []rune) int {
	before, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
