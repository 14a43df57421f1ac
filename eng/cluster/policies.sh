#!/usr/bin/env bash
# Puts ValidatingAdmissionPolicies and their bindings in force in a running cluster, in place of those given before.
# Usage: eng/cluster/policies.sh FOLDER FILE...
# An API server that knows admission policies gets them applied. For our older one a webhook judges by them (policyserver/main.go), until the
# cluster is stopped. A moment passes until requests are judged. Exit code 3: this cluster can do neither; the last line says why.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/pieces.sh"

main() {
  local usage='usage: policies.sh FOLDER FILE...' resources
  if [ $# -lt 2 ] || [[ $1 = -* ]]; then die "$usage"; fi
  use_folder "$1"
  shift
  resources=$(kubectl get --raw /apis/admissionregistration.k8s.io/v1)
  if [[ $resources == *validatingadmissionpolicies* ]]; then
    for file in "$@"; do kubectl apply --filename "$file"; done
  elif [ -f "$FOLDER/existing" ]; then
    cannot "The cluster of KUBECONFIG has no admission policies of version v1, which came with Kubernetes 1.30."
  elif [ ! -x "$CLUSTER_CACHE/bin/policyserver" ]; then
    cannot "The API server has no admission policies of version v1, which came with Kubernetes 1.30, and policyserver is not in $CLUSTER_CACHE/bin; run: make cluster"
  else
    judge "$@"
  fi
}

cannot() {
  say "$*"
  exit 3
}

kubectl() { "$HERE/kubectl.sh" "$FOLDER" "$@"; }

judge() {
  load_settings
  end_piece policyserver TERM
  rm -rf "$FOLDER/policies"
  mkdir "$FOLDER/policies"
  cp "$@" "$FOLDER/policies/"
  start_policyserver
  ready_policyserver || exit 1
  # Not by kubectl, which would look for kinds of custom resources too, and fails while one is new.
  registration | get "$(api_url)/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/$POLICY_WEBHOOK?fieldManager=cluster&force=true" \
    --request PATCH --header 'Content-Type: application/apply-patch+yaml' --data-binary @- >/dev/null
}

# Which requests a policy is about, the policy says.
registration() {
  cat <<WEBHOOK
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: $POLICY_WEBHOOK
webhooks:
- name: $POLICY_WEBHOOK.keyspaces-streamer.dev
  clientConfig:
    url: https://127.0.0.1:$(cat "$FOLDER/policies.port")/
    caBundle: $(base64 -w0 "$PKI/ca.crt")
  rules:
  - { apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*/*"] }
  admissionReviewVersions: [v1]
  failurePolicy: Fail
  matchPolicy: Exact
  sideEffects: None
  timeoutSeconds: 30
WEBHOOK
}

main "$@"
