package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"github.com/Masterminds/semver"
)

// Chart is what lies in the chart's folder.
type Chart struct {
	name      string
	about     Object
	values    Object
	schema    []byte
	templates map[string]string
	files     Files
}

// Files are the chart's other files, as templates ask for them.
type Files map[string]string

// Get is the text of a file, nothing when there is none.
func (f Files) Get(name string) string { return f[name] }

// Lines is the text of a file by lines.
func (f Files) Lines(name string) []string {
	return strings.Split(strings.TrimSuffix(f[name], "\n"), "\n")
}

// Glob are the files whose path matches.
func (f Files) Glob(pattern string) Files {
	found := Files{}
	for name, text := range f {
		if matches, _ := path.Match(pattern, name); matches {
			found[name] = text
		}
	}
	return found
}

// Versions are the API versions that the cluster serves.
type Versions []string

// Has tells whether it serves this one.
func (v Versions) Has(version string) bool {
	at := sort.SearchStrings(v, version)
	return at < len(v) && v[at] == version
}

// What a chart may take for granted from 1.29 on; the others are asked for with --api-versions.
var builtIn = []string{
	"admissionregistration.k8s.io/v1", "apiextensions.k8s.io/v1", "apiregistration.k8s.io/v1", "apps/v1", "authentication.k8s.io/v1",
	"authorization.k8s.io/v1", "autoscaling/v2", "batch/v1", "certificates.k8s.io/v1", "coordination.k8s.io/v1", "discovery.k8s.io/v1",
	"events.k8s.io/v1", "networking.k8s.io/v1", "node.k8s.io/v1", "policy/v1", "rbac.authorization.k8s.io/v1", "scheduling.k8s.io/v1",
	"storage.k8s.io/v1", "v1",
}

func loadChart(folder string) (*Chart, error) {
	chart := &Chart{about: Object{}, templates: map[string]string{}, files: Files{}}
	about, err := readObject(filepath.Join(folder, "Chart.yaml"))
	if err != nil {
		return nil, err
	}
	// Templates know them by the names of Go: .Chart.AppVersion.
	for key, value := range about {
		chart.about[strings.ToUpper(key[:1])+key[1:]] = value
	}
	chart.name = fmt.Sprint(about["name"])
	if chart.values, err = readObject(filepath.Join(folder, "values.yaml")); err != nil {
		return nil, err
	}
	return chart, filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, file)
		switch {
		case strings.HasPrefix(name, "templates/"):
			chart.templates[chart.name+"/"+name] = string(text)
		case name == "values.schema.json":
			chart.schema = text
		default:
			chart.files[name] = string(text)
		}
		return err
	})
}

// worldOf is all that the templates see.
func (c *Chart) worldOf(wish *Wish, values Object) (Object, error) {
	version, err := semver.NewVersion(wish.kubeVersion)
	if err != nil {
		return nil, fmt.Errorf("--kube-version %s: %w", wish.kubeVersion, err)
	}
	if wanted, said := c.about["KubeVersion"]; said {
		bounds, err := semver.NewConstraint(fmt.Sprint(wanted))
		if err != nil {
			return nil, fmt.Errorf("kubeVersion %v of the chart: %w", wanted, err)
		}
		if !bounds.Check(version) {
			return nil, fmt.Errorf("chart requires kubeVersion: %v which is incompatible with Kubernetes %s", wanted, wish.kubeVersion)
		}
	}
	served := Versions{}
	for _, name := range append(append([]string{}, builtIn...), wish.served...) {
		if !contains(wish.notServed, name) {
			served = append(served, name)
		}
	}
	sort.Strings(served)
	kube := Object{"Version": "v" + version.String(), "GitVersion": "v" + version.String(), "Major": fmt.Sprint(version.Major()), "Minor": fmt.Sprint(version.Minor())}
	return Object{
		"Values":       values,
		"Chart":        c.about,
		"Files":        c.files,
		"Release":      Object{"Name": wish.name, "Namespace": wish.namespace, "Service": "Helm", "IsInstall": true, "IsUpgrade": false, "Revision": 1},
		"Capabilities": Object{"KubeVersion": kube, "APIVersions": served, "HelmVersion": Object{"Version": "v3.17.0"}},
	}, nil
}

func contains(words []string, word string) bool {
	for _, other := range words {
		if other == word {
			return true
		}
	}
	return false
}
