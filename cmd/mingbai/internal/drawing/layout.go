package drawing

import (
	"fmt"
	"slices"
	"strings"
)

// layout is where everything stands.
type layout struct {
	column        int // the width of a column
	width, height int
	columns       [][]*node
	nodes         map[string]*node
	rails         map[string]int // by the node that the rail leads to
}

// node is a box, or the lane in which lines to a later column pass this one.
type node struct {
	id             string
	column         int
	y, height      int
	before, behind []*node
}

func (n *node) middle() int { return n.y + n.height/2 }

func (c Chart) layout() (*layout, bool) {
	l := &layout{nodes: map[string]*node{}, rails: map[string]int{}}
	for _, b := range c.Boxes {
		for len(l.columns) <= b.Column {
			l.columns = append(l.columns, nil)
		}
		l.add(&node{id: b.ID, column: b.Column, height: line*len(b.Name) + 2*line})
		if len(l.columns[b.Column]) > rows {
			return nil, false
		}
	}
	if len(l.columns) == 0 || len(l.columns) > Columns {
		return nil, false
	}
	l.column = columnWidth(len(l.columns))
	l.width = len(l.columns)*l.column + (len(l.columns)-1)*between
	for _, e := range c.Edges {
		path := l.path(e)
		for i := 1; i < len(path); i++ {
			join(path[i-1], path[i])
		}
	}
	l.place()
	for range 3 {
		for i := range l.columns {
			l.order(i, func(n *node) []*node { return n.before })
		}
		for i := range slices.Backward(l.columns) {
			l.order(i, func(n *node) []*node { return n.behind })
		}
	}
	l.straighten()
	return l, l.lay()
}

// straighten moves a lane a little where its line would make a small step before its item.
func (l *layout) straighten() {
	for _, nodes := range slices.Backward(l.columns) {
		for _, n := range nodes {
			if n.height != lane || len(n.behind) != 1 {
				continue
			}
			if step := n.behind[0].middle() - n.middle(); max(step, -step) <= between*2/3 {
				n.y += step
			}
		}
	}
}

func (l *layout) add(n *node) *node {
	l.nodes[n.id] = n
	l.columns[n.column] = append(l.columns[n.column], n)
	return n
}

// path is the nodes of an edge: its ends and the lanes between; lines to the same item share lanes.
func (l *layout) path(e Edge) []*node {
	from, to := l.nodes[e.From], l.nodes[e.To]
	out := []*node{from}
	for i := from.column + 1; i < to.column; i++ {
		id := fmt.Sprintf("%s/%d", to.id, i)
		n := l.nodes[id]
		if n == nil {
			n = l.add(&node{id: id, column: i, height: lane})
		}
		out = append(out, n)
	}
	return append(out, to)
}

func join(x, y *node) {
	if !slices.Contains(x.behind, y) {
		x.behind = append(x.behind, y)
		y.before = append(y.before, x)
	}
}

// place stacks the nodes of each column, the columns centred on the tallest.
func (l *layout) place() {
	tallest := 0
	heights := make([]int, len(l.columns))
	for i, nodes := range l.columns {
		for k, n := range nodes {
			if k > 0 {
				heights[i] += between
			}
			heights[i] += n.height
		}
		tallest = max(tallest, heights[i])
	}
	for i, nodes := range l.columns {
		y := head + (tallest-heights[i])/2
		for _, n := range nodes {
			n.y = y
			y += n.height + between
		}
	}
	l.height = head + tallest + 4
}

// order sorts a column by the barycentre of the neighbours on one side, and places all anew.
func (l *layout) order(column int, side func(*node) []*node) {
	at := map[*node]int{}
	for _, n := range l.columns[column] {
		at[n] = n.middle()
		if near := side(n); len(near) > 0 {
			sum := 0
			for _, m := range near {
				sum += m.middle()
			}
			at[n] = sum / len(near)
		}
	}
	slices.SortStableFunc(l.columns[column], func(x, y *node) int { return at[x] - at[y] })
	l.place()
}

// lay gives each rail its place in the gap before the items that it leads to: one rail for all that
// wait for the same items.
func (l *layout) lay() bool {
	for column, nodes := range l.columns {
		var keys []string
		place := map[string]int{}
		for _, n := range nodes {
			if len(n.before) == 0 {
				continue
			}
			place[n.id] = len(keys)
			key := waitsFor(n)
			if at := slices.Index(keys, key); at >= 0 {
				place[n.id] = at
			} else {
				keys = append(keys, key)
			}
		}
		if len(keys) > rails {
			return false
		}
		for id, at := range place {
			l.rails[id] = l.left(column) - 17 - 7*(len(keys)-1-at)
		}
	}
	return true
}

func waitsFor(n *node) string {
	var ids []string
	for _, b := range n.before {
		ids = append(ids, b.id)
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// left is where the boxes of a column begin.
func (l *layout) left(column int) int { return column*(l.column+between) + margin }

func (l *layout) middle(id string) int { return l.nodes[id].middle() }

// route is the path of an edge.
func (l *layout) route(e Edge) string {
	path := l.path(e)
	from := path[0]
	out := fmt.Sprintf("M%d %d", l.left(from.column)+l.column-2*margin, from.middle())
	y := from.middle()
	for _, n := range path[1:] {
		if n.middle() != y {
			y = n.middle()
			out += fmt.Sprintf("H%dV%d", l.rails[n.id], y)
		}
	}
	return out + fmt.Sprintf("H%d", l.left(l.nodes[e.To].column)-9)
}

// dot is where the line of an edge meets the middle of its first rail: lines that only cross have
// none. It is empty where the line ends the rail.
func (l *layout) dot(e Edge) string {
	path := l.path(e)
	from, to := path[0], path[1]
	key := waitsFor(to)
	low, high := from.middle(), from.middle()
	for _, n := range l.columns[to.column] {
		if len(n.before) > 0 && waitsFor(n) == key {
			low, high = min(low, n.middle()), max(high, n.middle())
			for _, b := range n.before {
				low, high = min(low, b.middle()), max(high, b.middle())
			}
		}
	}
	if y := from.middle(); y > low && y < high {
		return fmt.Sprintf(`cx="%d" cy="%d" r="4"`, l.rails[to.id], y)
	}
	return ""
}
