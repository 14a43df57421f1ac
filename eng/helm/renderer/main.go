// The renderer prints the manifests of one Helm chart without subcharts, for machines without helm.
// Usage: renderer CHART [-f VALUES]... [--set A=B]... [--name NAME] [--namespace NAMESPACE] [--kube-version V]
//
//	[--api-versions V]... [--without-api-version V]... [--notes]
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// Object is a mapping as YAML and JSON have it.
type Object = map[string]interface{}

// Wish is what the command line asks for.
type Wish struct {
	chart, name, namespace, kubeVersion string
	values                              []func(Object) error
	served, notServed                   []string
	notes                               bool
}

func main() {
	wish, err := readArguments(os.Args[1:])
	if err == nil {
		err = render(wish)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func readArguments(words []string) (*Wish, error) {
	wish := &Wish{name: "keyspaces-streamer", namespace: "default", kubeVersion: "v1.33.0"}
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		if word == "--notes" {
			wish.notes = true
			continue
		} else if !strings.HasPrefix(word, "-") {
			wish.chart = word
			continue
		}
		if len(words) == 0 {
			return nil, fmt.Errorf("%s needs a value", word)
		}
		value := words[0]
		words = words[1:]
		switch word {
		case "-f", "--values":
			wish.values = append(wish.values, func(into Object) error { return addFile(into, value) })
		case "--set":
			wish.values = append(wish.values, func(into Object) error { return addSetting(into, value) })
		case "--name":
			wish.name = value
		case "-n", "--namespace":
			wish.namespace = value
		case "--kube-version":
			wish.kubeVersion = value
		case "-a", "--api-versions":
			wish.served = append(wish.served, strings.Split(value, ",")...)
		case "--without-api-version":
			wish.notServed = append(wish.notServed, value)
		default:
			return nil, fmt.Errorf("unknown flag %s", word)
		}
	}
	if wish.chart == "" {
		return nil, fmt.Errorf("name the folder of the chart")
	}
	return wish, nil
}

func render(wish *Wish) error {
	chart, err := loadChart(wish.chart)
	if err != nil {
		return err
	}
	values, err := chart.valuesFor(wish.values)
	if err != nil {
		return err
	}
	world, err := chart.worldOf(wish, values)
	if err != nil {
		return err
	}
	texts, err := execute(chart, world)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	if wish.notes {
		_, err = out.WriteString(texts[chart.name+"/templates/NOTES.txt"])
		return err
	}
	return printManifests(out, texts)
}
