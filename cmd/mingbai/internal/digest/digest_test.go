package digest

import "testing"

type inner struct {
	name string
	list []string
}

type outer struct {
	Inner *inner
	Any   any
	Map   map[string]int
	Bytes []byte
	Array [2]uint16
	Yes   bool
	Half  float64
	N     int
}

// TestOf holds each value against all others: equal ones have the same hash, others have not.
func TestOf(t *testing.T) {
	values := []func() any{
		func() any { return outer{} },
		func() any { return &outer{} },
		func() any { return outer{Inner: &inner{}} },
		func() any { return outer{Inner: &inner{name: "ab", list: []string{"c"}}} },
		func() any { return outer{Inner: &inner{name: "a", list: []string{"bc"}}} },
		func() any { return outer{Inner: &inner{list: []string{"a", "b"}}} },
		func() any { return outer{Inner: &inner{list: []string{"ab"}}} },
		func() any { return outer{Inner: &inner{list: []string{}}} },
		func() any { return outer{Any: 1} },
		func() any { return outer{Any: int64(1)} },
		func() any { return outer{Any: "1"} },
		func() any { return outer{Any: []any{"1", 2}} },
		func() any { return outer{Map: map[string]int{}} },
		func() any { return outer{Map: map[string]int{"a": 1, "b": 2, "c": 3}} },
		func() any { return outer{Map: map[string]int{"a": 2, "b": 1, "c": 3}} },
		func() any { return outer{Bytes: []byte("x")} },
		func() any { return outer{Array: [2]uint16{0, 1}} },
		func() any { return outer{Array: [2]uint16{1, 0}} },
		func() any { return outer{Yes: true} },
		func() any { return outer{Half: 0.5} },
		func() any { return outer{N: -1} },
		func() any { return outer{N: 1} },
		func() any { return nil },
	}
	for i, a := range values {
		for j, b := range values {
			if same := Of(a()) == Of(b()); same != (i == j) {
				t.Errorf("values %d and %d: same hash is %v", i, j, same)
			}
		}
	}
	if Of("a", "b") == Of("ab") || Of("a", "b") == Of("ab", "") || Of() == Of("") {
		t.Error("the bounds of values do not count")
	}
}

func TestOfFunction(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a function has a hash")
		}
	}()
	Of(struct{ f func() }{})
}
