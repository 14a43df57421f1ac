package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

// execute runs every template of the chart and gives the text of each file.
func execute(chart *Chart, world Object) (map[string]string, error) {
	all := template.New(chart.name).Option("missingkey=zero")
	all.Funcs(functions(all))
	names := make([]string, 0, len(chart.templates))
	for name := range chart.templates {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if _, err := all.New(name).Parse(chart.templates[name]); err != nil {
			return nil, fmt.Errorf("parse error at (%s): %w", name, err)
		}
	}
	texts := map[string]string{}
	for _, name := range names {
		if strings.HasPrefix(path.Base(name), "_") {
			continue
		}
		world["Template"] = Object{"Name": name, "BasePath": chart.name + "/templates"}
		var text bytes.Buffer
		if err := all.ExecuteTemplate(&text, name, world); err != nil {
			return nil, fmt.Errorf("execution error at (%s): %w", name, err)
		}
		texts[name] = strings.ReplaceAll(text.String(), "<no value>", "")
	}
	return texts, nil
}

// functions are those of sprig, and what Helm adds to them.
func functions(all *template.Template) template.FuncMap {
	functions := sprig.TxtFuncMap()
	delete(functions, "env")
	delete(functions, "expandenv")
	added := template.FuncMap{
		"toYaml":        toYaml,
		"fromYaml":      func(text string) Object { return decoded(yaml.Unmarshal, text) },
		"fromJson":      func(text string) Object { return decoded(json.Unmarshal, text) },
		"fromYamlArray": func(text string) []interface{} { return decodedList(yaml.Unmarshal, text) },
		"fromJsonArray": func(text string) []interface{} { return decodedList(json.Unmarshal, text) },
		"toJson": func(value interface{}) string {
			text, err := json.Marshal(value)
			if err != nil {
				return ""
			}
			return string(text)
		},
		"fail": func(message string) (string, error) { return "", fmt.Errorf("%s", message) },
		"required": func(message string, value interface{}) (interface{}, error) {
			if value == nil || value == "" {
				return nil, fmt.Errorf("%s", message)
			}
			return value, nil
		},
		// What a chart reads from the cluster shows up as a difference wherever it is rendered without one.
		"lookup": func(...string) (Object, error) { return nil, fmt.Errorf("lookup has no answer without a cluster") },
		"include": func(name string, world interface{}) (string, error) {
			var text strings.Builder
			err := all.ExecuteTemplate(&text, name, world)
			return text.String(), err
		},
		"tpl": func(source string, world interface{}) (string, error) {
			copied, err := all.Clone()
			if err != nil {
				return "", err
			}
			if copied, err = copied.New("tpl").Parse(source); err != nil {
				return "", err
			}
			var text strings.Builder
			err = copied.Execute(&text, world)
			return text.String(), err
		},
	}
	for name, function := range added {
		functions[name] = function
	}
	return functions
}

func toYaml(value interface{}) string {
	text, err := yaml.Marshal(value)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(string(text), "\n")
}

// decoded gives the problem as the member Error, as Helm does.
func decoded(decode interface{}, text string) Object {
	object := Object{}
	if err := decodeWith(decode, text, &object); err != nil {
		return Object{"Error": err.Error()}
	}
	return object
}

func decodedList(decode interface{}, text string) []interface{} {
	list := []interface{}{}
	if err := decodeWith(decode, text, &list); err != nil {
		return []interface{}{err.Error()}
	}
	return list
}

func decodeWith(decode interface{}, text string, into interface{}) error {
	switch decode := decode.(type) {
	case func([]byte, interface{}) error:
		return decode([]byte(text), into)
	case func([]byte, interface{}, ...yaml.JSONOpt) error:
		return decode([]byte(text), into)
	}
	return fmt.Errorf("%T decodes nothing", decode)
}
