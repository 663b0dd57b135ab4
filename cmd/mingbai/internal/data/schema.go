package data

import (
	"reflect"
	"strings"
)

// field is one field of a row as its tags describe it.
type field struct {
	name     string
	zh, en   string
	typ      reflect.Type
	index    int
	optional bool // left out where empty
}

// fieldsOf lists the fields of a struct in order; those of an embedded one stand in its place.
func fieldsOf(t reflect.Type) []field {
	var out []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		out = append(out, field{name, f.Tag.Get("zh"), f.Tag.Get("en"), f.Type, i, options == "omitempty"})
	}
	return out
}

// allowedOf gives the values of an enumeration.
func allowedOf(t reflect.Type) []string {
	if t.Kind() != reflect.String {
		return nil
	}
	if e, ok := reflect.Zero(t).Interface().(interface{ Allowed() []string }); ok {
		return e.Allowed()
	}
	return nil
}

// schemas makes JSON Schemas of Go types; every struct is a definition.
type schemas struct{ defs map[string]any }

type object = map[string]any

// of is the schema of a type.
func (s *schemas) of(t reflect.Type) object {
	if values := allowedOf(t); values != nil {
		return object{"type": "string", "enum": values}
	}
	switch t {
	case reflect.TypeFor[URI]():
		return object{"type": "string", "format": "uri"}
	case reflect.TypeFor[Date]():
		return object{"type": "string", "format": "date"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return object{"anyOf": []any{s.of(t.Elem()), object{"type": "null"}}}
	case reflect.Struct:
		return s.ref(t)
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	}
	return object{"type": "string"}
}

// ref refers to the definition of a struct, and makes it the first time.
func (s *schemas) ref(t reflect.Type) object {
	if _, done := s.defs[t.Name()]; !done {
		s.defs[t.Name()] = object{}
		s.defs[t.Name()] = s.properties(t)
	}
	return object{"$ref": "#/$defs/" + t.Name()}
}

func (s *schemas) properties(t reflect.Type) object {
	properties, required := object{}, []string{}
	for _, f := range fieldsOf(t) {
		p := s.of(f.typ)
		if f.en != "" {
			p["description"], p["x-description-zh"] = f.en, f.zh
		}
		properties[f.name] = p
		if !f.optional {
			required = append(required, f.name)
		}
	}
	return object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// schema is the whole schema of a file whose root is of type t.
func schema(t reflect.Type, id, zh, en string) object {
	s := &schemas{defs: map[string]any{}}
	out := s.properties(t)
	out["$schema"], out["$id"] = "https://json-schema.org/draft/2020-12/schema", id
	out["title"], out["x-title-zh"] = en, zh
	if len(s.defs) > 0 {
		out["$defs"] = s.defs
	}
	return out
}
