package main

import (
	"bufio"
	"fmt"
	"path"
	"sort"
	"strings"

	"sigs.k8s.io/yaml"
)

// Manifest is one document, and where it comes from.
type Manifest struct {
	source, text, kind string
	isHook             bool
}

// The order in which Helm installs kinds, of those that charts like ours have.
var installOrder = []string{
	"NetworkPolicy", "PodDisruptionBudget", "ServiceAccount", "Secret", "ConfigMap", "CustomResourceDefinition", "ClusterRole",
	"ClusterRoleBinding", "Role", "RoleBinding", "Service", "Pod", "Deployment", "StatefulSet", "Job",
}

// printManifests prints them as helm template does: by kind, hooks last.
func printManifests(out *bufio.Writer, texts map[string]string) error {
	manifests, err := manifestsOf(texts)
	if err != nil {
		return err
	}
	sort.SliceStable(manifests, func(i, j int) bool { return manifests[i].rank() < manifests[j].rank() })
	for _, manifest := range manifests {
		fmt.Fprintf(out, "---\n# Source: %s\n%s\n", manifest.source, manifest.text)
	}
	return nil
}

func manifestsOf(texts map[string]string) ([]Manifest, error) {
	sources := make([]string, 0, len(texts))
	for source := range texts {
		if path.Base(source) != "NOTES.txt" {
			sources = append(sources, source)
		}
	}
	sort.Strings(sources)
	var manifests []Manifest
	for _, source := range sources {
		for _, text := range strings.Split("\n"+texts[source], "\n---") {
			text = strings.TrimSpace(text)
			document := Object{}
			if err := yaml.UnmarshalStrict([]byte(text), &document); err != nil {
				return nil, fmt.Errorf("YAML parse error on %s: %w\n%s", source, err, text)
			}
			if len(document) != 0 {
				manifests = append(manifests, Manifest{source, text, fmt.Sprint(document["kind"]), isHook(document)})
			}
		}
	}
	return manifests, nil
}

func isHook(document Object) bool {
	about, _ := document["metadata"].(Object)
	annotations, _ := about["annotations"].(Object)
	_, isHook := annotations["helm.sh/hook"]
	return isHook
}

func (m Manifest) rank() int {
	if m.isHook {
		return len(installOrder) + 1
	}
	for place, kind := range installOrder {
		if kind == m.kind {
			return place
		}
	}
	return len(installOrder)
}
