package content

import (
	"cmp"
	"strings"
)

// UnitLine is the line of responsible units that ends a measure:
// （责任单位：甲、乙，丙等有关部门。各项措施责任单位均包括丁，以下不再列出）
type UnitLine struct {
	Units []UnitName
	// Shared are the units that the closing sentence adds to every measure of the plan; Clause is
	// that sentence as printed. Both are empty in all measures but the one that has it.
	Shared []UnitName
	Clause string
}

// UnitName is one unit as printed. Open is set for “甲等有关部门”: the name is 甲.
type UnitName struct {
	Name string
	Open bool
	At   int // position in the line, in bytes
}

const (
	unitsOpen    = "（责任单位："
	unitsClose   = "）"
	unitsOthers  = "等有关部门"
	sharedBefore = "各项措施责任单位均包括"
	sharedAfter  = "，以下不再列出"
)

// IsUnitLine reports whether a paragraph is a line of responsible units.
func IsUnitLine(line string) bool { return strings.HasPrefix(line, "（责任单位") }

// ParseUnitLine reads a line of responsible units. What it cannot read is returned as trouble.
func ParseUnitLine(line string) (units UnitLine, trouble string) {
	body, opened := strings.CutPrefix(line, unitsOpen)
	body, closed := strings.CutSuffix(body, unitsClose)
	if !opened || !closed {
		return units, line
	}
	list, clause, _ := strings.Cut(body, "。")
	if units.Units, trouble = unitNames(list, len(unitsOpen)); units.Units == nil {
		return units, cmp.Or(trouble, line)
	}
	if clause == "" {
		return units, ""
	}
	shared, begins := strings.CutPrefix(clause, sharedBefore)
	shared, ends := strings.CutSuffix(strings.TrimSuffix(shared, "。"), sharedAfter)
	if !begins || !ends {
		return units, clause
	}
	units.Clause = clause
	units.Shared, trouble = unitNames(shared, len(unitsOpen)+len(list)+len("。")+len(sharedBefore))
	return units, trouble
}

// unitNames cuts a list at 、 and ， outside brackets; at is the place of the list in the line.
func unitNames(list string, at int) (names []UnitName, trouble string) {
	depth, start := 0, 0
	add := func(end int) bool {
		name := UnitName{Name: strings.TrimSpace(list[start:end]), At: at + start}
		name.Name, name.Open = strings.CutSuffix(name.Name, unitsOthers)
		names = append(names, name)
		return name.Name != ""
	}
	for i, r := range list {
		switch {
		case r == '〔' || r == '（':
			depth++
		case r == '〕' || r == '）':
			depth--
		case depth == 0 && (r == '、' || r == '，'):
			if !add(i) {
				return nil, list
			}
			start = i + len(string(r))
		}
	}
	if !add(len(list)) || depth != 0 {
		return nil, list
	}
	return names, ""
}
