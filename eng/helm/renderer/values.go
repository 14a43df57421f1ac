package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/xeipuuv/gojsonschema"
	"sigs.k8s.io/yaml"
)

// valuesFor puts what the user said over the chart's values and holds the result to the chart's schema.
func (c *Chart) valuesFor(additions []func(Object) error) (Object, error) {
	said := Object{}
	for _, add := range additions {
		if err := add(said); err != nil {
			return nil, err
		}
	}
	merge(c.values, said)
	if c.schema == nil {
		return c.values, nil
	}
	result, err := gojsonschema.Validate(gojsonschema.NewBytesLoader(c.schema), gojsonschema.NewGoLoader(c.values))
	if err != nil {
		return nil, fmt.Errorf("values.schema.json: %w", err)
	}
	if result.Valid() {
		return c.values, nil
	}
	lines := []string{"values don't meet the specifications of the schema(s) in the following chart(s):", c.name + ":"}
	for _, problem := range result.Errors() {
		lines = append(lines, "- "+problem.String())
	}
	return nil, fmt.Errorf("%s", strings.Join(lines, "\n"))
}

func readObject(path string) (Object, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	object := Object{}
	if err := yaml.Unmarshal(text, &object); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return object, nil
}

func addFile(into Object, path string) error {
	said, err := readObject(path)
	if err != nil {
		return err
	}
	addAll(into, said)
	return nil
}

// addAll lays one user's word over another; null stays, it takes something of the chart's away later.
func addAll(into, said Object) {
	for key, value := range said {
		inner, isObject := value.(Object)
		present, wasObject := into[key].(Object)
		if isObject && wasObject {
			addAll(present, inner)
		} else {
			into[key] = value
		}
	}
}

// merge lays the user's words over the chart's values: objects key by key, everything else as a whole, null removes.
func merge(into, said Object) {
	for key, value := range said {
		inner, isObject := value.(Object)
		present, wasObject := into[key].(Object)
		switch {
		case value == nil:
			delete(into, key)
		case isObject && wasObject:
			merge(present, inner)
		default:
			into[key] = value
		}
	}
}

// addSetting adds what --set says: a.b=c,d.e={x,y}; a backslash takes the meaning of the next character.
func addSetting(into Object, text string) error {
	for _, pair := range split(text, ',') {
		halves := split(pair, '=')
		if len(halves) < 2 {
			return fmt.Errorf("--set needs NAME=VALUE, not %q", pair)
		}
		names := split(halves[0], '.')
		place := into
		for _, name := range names[:len(names)-1] {
			inner, isObject := place[plain(name)].(Object)
			if !isObject {
				inner = Object{}
				place[plain(name)] = inner
			}
			place = inner
		}
		place[plain(names[len(names)-1])] = valueOf(strings.Join(halves[1:], "="))
	}
	return nil
}

func valueOf(text string) interface{} {
	if strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}") {
		list := []interface{}{}
		for _, item := range split(text[1:len(text)-1], ',') {
			if item != "" {
				list = append(list, valueOf(item))
			}
		}
		return list
	}
	switch text {
	case "true", "false":
		return text == "true"
	case "null":
		return nil
	}
	if number, err := strconv.ParseInt(text, 10, 64); err == nil && (text == "0" || !strings.HasPrefix(text, "0")) {
		return number
	}
	return plain(text)
}

// split cuts at a character that stands outside braces and behind no backslash.
func split(text string, at rune) []string {
	parts, depth, escaped := []string{""}, 0, false
	for _, letter := range text {
		if letter == '{' && !escaped {
			depth++
		} else if letter == '}' && !escaped {
			depth--
		}
		if letter == at && depth == 0 && !escaped {
			parts = append(parts, "")
			continue
		}
		parts[len(parts)-1] += string(letter)
		escaped = letter == '\\' && !escaped
	}
	return parts
}

func plain(text string) string { return strings.ReplaceAll(text, "\\", "") }
