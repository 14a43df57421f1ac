package main

import (
	"fmt"
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/apiserver/pkg/admission/plugin/manifest"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/cache"
)

// supply makes the factory take policies and bindings from the files of a folder, where it would ask the API server for them.
func supply(factory informers.SharedInformerFactory, folder string) error {
	policies := &admissionregistrationv1.ValidatingAdmissionPolicyList{}
	bindings := &admissionregistrationv1.ValidatingAdmissionPolicyBindingList{}
	if err := read(folder, policies, bindings); err != nil {
		return err
	}
	if len(policies.Items) == 0 || len(bindings.Items) == 0 {
		return fmt.Errorf("%s holds no policy that is bound", folder)
	}
	policies.ResourceVersion, bindings.ResourceVersion = "1", "1"
	factory.InformerFor(&admissionregistrationv1.ValidatingAdmissionPolicy{}, constant(policies, &admissionregistrationv1.ValidatingAdmissionPolicy{}))
	factory.InformerFor(&admissionregistrationv1.ValidatingAdmissionPolicyBinding{}, constant(bindings, &admissionregistrationv1.ValidatingAdmissionPolicyBinding{}))
	return nil
}

// constant is an informer of a list that never changes.
func constant(list, item runtime.Object) func(kubernetes.Interface, time.Duration) cache.SharedIndexInformer {
	return func(kubernetes.Interface, time.Duration) cache.SharedIndexInformer {
		return cache.NewSharedIndexInformer(source{list}, item, 0, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	}
}

type source struct{ list runtime.Object }

func (s source) List(metav1.ListOptions) (runtime.Object, error) { return s.list.DeepCopyObject(), nil }

func (source) Watch(metav1.ListOptions) (watch.Interface, error) { return watch.NewFake(), nil }

// IsWatchListSemanticsUnSupported makes the informer list before it watches.
func (source) IsWatchListSemanticsUnSupported() bool { return true }

func read(folder string, policies *admissionregistrationv1.ValidatingAdmissionPolicyList, bindings *admissionregistrationv1.ValidatingAdmissionPolicyBindingList) error {
	documents, _, err := manifest.LoadFiles(folder)
	if err != nil {
		return err
	}
	decoder := serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
	for _, document := range documents {
		object, _, err := decoder.Decode(document.Doc, nil, nil)
		if err != nil {
			return fmt.Errorf("%s: %w", document.FilePath, err)
		}
		switch object := object.(type) {
		case *admissionregistrationv1.ValidatingAdmissionPolicy:
			complete(object.Spec.MatchConstraints)
			policies.Items = append(policies.Items, *object)
		case *admissionregistrationv1.ValidatingAdmissionPolicyBinding:
			complete(object.Spec.MatchResources)
			bindings.Items = append(bindings.Items, *object)
		default:
			return fmt.Errorf("%s: a ValidatingAdmissionPolicy or its binding expected, found %T", document.FilePath, object)
		}
	}
	return nil
}

// complete fills in what the API server would: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/
func complete(match *admissionregistrationv1.MatchResources) {
	if match == nil {
		return
	}
	if match.NamespaceSelector == nil {
		match.NamespaceSelector = &metav1.LabelSelector{}
	}
	if match.ObjectSelector == nil {
		match.ObjectSelector = &metav1.LabelSelector{}
	}
	if match.MatchPolicy == nil {
		equivalent := admissionregistrationv1.Equivalent
		match.MatchPolicy = &equivalent
	}
}
