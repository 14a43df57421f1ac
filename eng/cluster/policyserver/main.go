// Command policyserver holds ValidatingAdmissionPolicies for an API server that is older than they are, as its validating webhook.
// Usage: policyserver --kubeconfig FILE --certificate FILE --key FILE --policies FOLDER --port-file FILE
//
// What judges a request is the admission plugin of Kubernetes itself, k8s.io/apiserver/pkg/admission/plugin/policy/validating, as a whole: constraints,
// conditions, variables, expressions, parameters, messages and actions. Ours is only how policies and requests reach it, and that differs from an API server
// which has the plugin built in:
//
//   - Policies and bindings are read from the files of a folder, once. Unknown fields are refused; nothing else is checked before a request comes. An expression that does not
//     compile denies what its policy matches, and the message says so. Types are not checked, as the API server does only for a policy's status.
//   - Defaults are filled in only where the plugin needs them: selectors, and matchPolicy.
//   - Objects are as the older server writes them. Fields that it does not know are gone before they get here.
//   - A request is matched in the version in which it was made, also with matchPolicy Equivalent.
//   - namespaceObject is the namespace of the older server; before 1.21 it has no label kubernetes.io/metadata.name. authorizer asks the older server, which
//     ignores field and label selectors. paramKind works for kinds that it serves.
//   - Reviews of tokens and of access, which an API server exempts, are judged like everything else. Audit annotations are lost.
//   - A refusal begins with the words of the API server about its webhook.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	admissionv1 "k8s.io/api/admission/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/clientcmd"
)

var interfaces = admission.NewObjectInterfacesFromScheme(scheme.Scheme)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "how to reach the API server")
	certificate := flag.String("certificate", "", "certificate of this server")
	key := flag.String("key", "", "its key")
	policies := flag.String("policies", "", "folder of policies and bindings as YAML or JSON")
	portFile := flag.String("port-file", "", "gets the number of the port on 127.0.0.1 when policies can be judged")
	flag.Parse()
	if err := serve(*kubeconfig, *certificate, *key, *policies, *portFile); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func serve(kubeconfig, certificate, key, policies, portFile string) error {
	plugin, err := newPlugin(kubeconfig, policies)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	for !plugin.WaitForReady() {
		fmt.Fprintln(os.Stderr, "waiting for the namespaces of the API server")
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := os.WriteFile(portFile, fmt.Appendln(nil, port), 0o600); err != nil {
		return err
	}
	return http.ServeTLS(listener, http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		answerReview(answer, request, plugin)
	}), certificate, key)
}

// newPlugin gives the plugin what an API server gives it, but for the policies.
func newPlugin(kubeconfig, policies string) (*validating.Plugin, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	dynamicClient, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	authorizer, err := authorizerfactory.DelegatingAuthorizerConfig{
		SubjectAccessReviewClient: client.AuthorizationV1(),
		WebhookRetryBackoff:       &wait.Backoff{Duration: 100 * time.Millisecond, Factor: 2, Steps: 5},
	}.New()
	if err != nil {
		return nil, err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	if err := supply(factory, policies); err != nil {
		return nil, err
	}

	plugin, err := validating.NewPlugin(nil)
	if err != nil {
		return nil, err
	}
	plugin.SetExternalKubeInformerFactory(factory)
	plugin.SetExternalKubeClientSet(client)
	plugin.SetDynamicClient(dynamicClient)
	plugin.SetRESTMapper(restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(client.Discovery())))
	plugin.SetAuthorizer(authorizer)
	plugin.SetDrainedNotification(make(chan struct{}))
	if err := plugin.ValidateInitialization(); err != nil {
		return nil, err
	}
	factory.Start(wait.NeverStop)
	return plugin, nil
}

// --- requests ----------------------------------------------------------------------------------------------------

func answerReview(answer http.ResponseWriter, request *http.Request, plugin *validating.Plugin) {
	var review admissionv1.AdmissionReview
	if err := json.NewDecoder(request.Body).Decode(&review); err != nil || review.Request == nil {
		http.Error(answer, fmt.Sprintf("an AdmissionReview expected: %v", err), http.StatusBadRequest)
		return
	}
	review.Response = judge(request.Context(), plugin, review.Request)
	review.Request = nil
	answer.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(answer).Encode(review); err != nil {
		fmt.Fprintln(os.Stderr, "an answer could not be written:", err)
	}
}

func judge(ctx context.Context, plugin *validating.Plugin, request *admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
	response := &admissionv1.AdmissionResponse{UID: request.UID, Allowed: true}
	attributes, err := attributesOf(request)
	if err == nil {
		err = plugin.Validate(warning.WithWarningRecorder(ctx, (*warnings)(response)), attributes, interfaces)
	}
	if err != nil {
		response.Allowed = false
		response.Result = &metav1.Status{Message: err.Error(), Code: http.StatusInternalServerError, Reason: metav1.StatusReasonInternalError}
		var status apierrors.APIStatus
		if errors.As(err, &status) {
			refusal := status.Status()
			response.Result = &refusal
		}
	}
	return response
}

type warnings admissionv1.AdmissionResponse

func (w *warnings) AddWarning(_, text string) { w.Warnings = append(w.Warnings, text) }

func attributesOf(request *admissionv1.AdmissionRequest) (admission.Attributes, error) {
	object, err := objectOf(request.Object)
	if err != nil {
		return nil, err
	}
	oldObject, err := objectOf(request.OldObject)
	if err != nil {
		return nil, err
	}
	options, err := objectOf(request.Options)
	if err != nil {
		return nil, err
	}
	extra := map[string][]string{}
	for name, values := range request.UserInfo.Extra {
		extra[name] = values
	}
	return admission.NewAttributesRecord(
		object, oldObject, schema.GroupVersionKind(request.Kind), request.Namespace, request.Name, schema.GroupVersionResource(request.Resource),
		request.SubResource, admission.Operation(request.Operation), options, request.DryRun != nil && *request.DryRun,
		&user.DefaultInfo{Name: request.UserInfo.Username, UID: request.UserInfo.UID, Groups: request.UserInfo.Groups, Extra: extra}), nil
}

// objectOf is nil for an object that the request does not have.
func objectOf(raw runtime.RawExtension) (runtime.Object, error) {
	if len(raw.Raw) == 0 || string(raw.Raw) == "null" {
		return nil, nil
	}
	object := &unstructured.Unstructured{}
	return object, object.UnmarshalJSON(raw.Raw)
}
