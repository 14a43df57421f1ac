// Package openapi gives the API server the schemas of its built-in types.
//
// Upstream generates 50,000 lines of Go for this, which take minutes to generate and to compile. The same schemas are
// published as JSON with the source, api/openapi-spec/swagger.json, and this file reads them from there when the
// server starts. Server-side apply of built-in objects depends on them: they say which lists are maps and by what keys.
package openapi

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"

	"github.com/go-openapi/spec"
	"k8s.io/kube-openapi/pkg/common"
)

const (
	refPrefix = "#/definitions/"

	// Clients check definitions of custom resources against this before they send them. A newer server takes them, with
	// more words than were known here, so it is published as an object of anything.
	openSchema = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps"
)

//go:embed swagger.json
var swagger []byte

var (
	once    sync.Once
	schemas map[string]spec.Schema // by published name
)

// optionTypes are query parameters of subresources. The server looks them up although nothing publishes or stores them.
var optionTypes = []string{
	"NodeProxyOptions", "PodAttachOptions", "PodExecOptions", "PodLogOptions", "PodPortForwardOptions", "PodProxyOptions",
	"ServiceProxyOptions",
}

// GetOpenAPIDefinitions returns all schemas by the name of their Go type, with references as the caller wants them.
func GetOpenAPIDefinitions(ref common.ReferenceCallback) map[string]common.OpenAPIDefinition {
	once.Do(func() {
		var document struct {
			Definitions map[string]spec.Schema `json:"definitions"`
		}
		if err := json.Unmarshal(swagger, &document); err != nil {
			panic("swagger.json: " + err.Error())
		}
		schemas = document.Definitions
	})
	definitions := make(map[string]common.OpenAPIDefinition, len(schemas))
	for _, name := range optionTypes {
		object := spec.Schema{SchemaProps: spec.SchemaProps{Type: spec.StringOrArray{"object"}}}
		definitions["k8s.io/api/core/v1."+name] = common.OpenAPIDefinition{Schema: object}
	}
	for name, schema := range schemas {
		if name == openSchema {
			schema.Properties = nil
		}
		copier := &copier{ref: ref, seen: map[string]bool{}}
		copied := copier.schema(schema)
		definitions[goName(name)] = common.OpenAPIDefinition{Schema: copied, Dependencies: copier.dependencies}
	}
	return definitions
}

// goName turns io.k8s.api.apps.v1.Deployment into k8s.io/api/apps/v1.Deployment.
func goName(published string) string {
	parts := strings.Split(strings.TrimPrefix(published, "io.k8s."), ".")
	last := len(parts) - 1
	return "k8s.io/" + strings.Join(parts[:last], "/") + "." + parts[last]
}

// copier copies one schema and collects what it refers to. Callers change what they get, so nothing is shared.
type copier struct {
	ref          common.ReferenceCallback
	seen         map[string]bool
	dependencies []string
}

func (c *copier) schema(s spec.Schema) spec.Schema {
	if target := s.Ref.String(); strings.HasPrefix(target, refPrefix) {
		name := goName(strings.TrimPrefix(target, refPrefix))
		if !c.seen[name] {
			c.seen[name] = true
			c.dependencies = append(c.dependencies, name)
		}
		s.Ref = c.ref(name)
	}
	if s.Properties != nil {
		properties := make(map[string]spec.Schema, len(s.Properties))
		for key, property := range s.Properties {
			properties[key] = c.schema(property)
		}
		s.Properties = properties
	}
	if s.Items != nil && s.Items.Schema != nil {
		items := c.schema(*s.Items.Schema)
		s.Items = &spec.SchemaOrArray{Schema: &items}
	}
	if s.AdditionalProperties != nil && s.AdditionalProperties.Schema != nil {
		values := c.schema(*s.AdditionalProperties.Schema)
		s.AdditionalProperties = &spec.SchemaOrBool{Allows: true, Schema: &values}
	}
	if s.Extensions != nil {
		extensions := make(spec.Extensions, len(s.Extensions))
		for key, value := range s.Extensions {
			extensions[key] = value
		}
		s.Extensions = extensions
	}
	return s
}
