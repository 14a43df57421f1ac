#!/usr/bin/env bash
# Proves on a fresh cluster what the tests build on. One line for each thing proved; exit code 1 at the first failure.
# Usage: eng/cluster/check.sh          environment as for start.sh
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/pieces.sh"

SPACE=check-$$
GROUP=check$$.keyspaces-streamer.example # a name of its own, for a cluster that others use too
PARTS=/apis/$GROUP/v1/namespaces/$SPACE/parts
CONFIGMAPS=/api/v1/namespaces/$SPACE/configmaps

main() {
  use_folder "$(mktemp -d)"
  trap finish EXIT
  "$HERE/start.sh" "$FOLDER"
  KUBECTL=$(api_programs)/kubectl
  [ -x "$KUBECTL" ] || KUBECTL=$(command -v kubectl)
  kubectl create namespace "$SPACE" >/dev/null

  custom_resources
  subresources
  server_side_apply
  watches
  access
  built_in_kinds
  policies
  if [ ! -f "$FOLDER/existing" ]; then crashes; fi
  echo "cluster: all checks passed"
}

# shellcheck disable=SC2317  # called by the trap
finish() {
  if [ -f "$FOLDER/existing" ]; then
    kubectl delete namespace "$SPACE" --wait=false >/dev/null 2>&1 || true
    kubectl delete crd "parts.$GROUP" --wait=false >/dev/null 2>&1 || true
    kubectl delete validatingadmissionpolicy,validatingadmissionpolicybinding "$SPACE" >/dev/null 2>&1 || true
  fi
  "$HERE/stop.sh" "$FOLDER" --clean
}

# A cache of its own: what other clusters answered must not be taken for this one's answer.
kubectl() { "$KUBECTL" --kubeconfig "$ADMIN" --cache-dir "$FOLDER/kubectl" --namespace "$SPACE" "$@"; }

# proves WHAT TEXT COMMAND...: COMMAND succeeds and prints TEXT.
proves() {
  local what=$1 text=$2 output
  shift 2
  output=$("$@" 2>&1) || fail "$what" "$output"
  [[ $output == *"$text"* ]] || fail "$what" "$output"
  echo "ok: $what"
}

# refuses WHAT TEXT COMMAND...: COMMAND fails and says TEXT.
refuses() {
  local what=$1 text=$2 output
  shift 2
  if output=$("$@" 2>&1); then fail "$what" "it was not refused: $output"; fi
  [[ $output == *"$text"* ]] || fail "$what" "$output"
  echo "ok: $what"
}

# soon COMMAND...: tries again and again; for what is a moment later true than another thing.
soon() {
  local i output
  for ((i = 0; i < PATIENCE * 10; i++)); do
    if output=$("$@" 2>&1); then break; fi
    sleep 0.1
  done
  echo "$output"
  [ $i -lt $((PATIENCE * 10)) ]
}

fail() {
  echo "FAILED: $1"
  printf '%s\n' "$2" | head -n 20
  exit 1
}

# apply_part NAME SPEC [OPTION...]
apply_part() {
  local name=$1 spec=$2
  shift 2
  kubectl apply "$@" -f - <<<"{\"apiVersion\":\"$GROUP/v1\",\"kind\":\"Part\",\"metadata\":{\"name\":\"$name\"},\"spec\":$spec}"
}

custom_resources() {
  proves "a definition with CEL rules is accepted" created kubectl apply -f - <<YAML
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: parts.$GROUP }
spec:
  group: $GROUP
  scope: Namespaced
  names: { plural: parts, singular: part, kind: Part, listKind: PartList }
  versions:
  - name: v1
    served: true
    storage: true
    subresources:
      status: {}
      scale: { specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas }
    additionalPrinterColumns: [{ name: Color, type: string, jsonPath: .spec.color }]
    schema:
      openAPIV3Schema:
        type: object
        required: [spec]
        properties:
          spec:
            type: object
            x-kubernetes-validations:
            - { rule: self.replicas <= self.limit, message: replicas must not exceed the limit }
            properties:
              color:
                type: string
                default: grey
                x-kubernetes-validations: [{ rule: self == oldSelf, message: the color is for ever }]
              replicas: { type: integer, default: 1 }
              limit: { type: integer, default: 5 }
          status:
            type: object
            properties: { replicas: { type: integer } }
YAML
  proves "it is established and served" created soon apply_part one '{}'
  refuses "a rule for new objects refuses with its message" "replicas must not exceed the limit" apply_part two '{"replicas":6}'
  refuses "a rule for changes refuses with its message" "the color is for ever" \
    kubectl patch part one --type merge --patch '{"spec":{"color":"blue"}}'
  proves "defaults are filled in" "grey 1 5" \
    kubectl get part one --output 'jsonpath={.spec.color} {.spec.replicas} {.spec.limit}'
  proves "printer columns are shown" COLOR kubectl get parts
}

subresources() {
  kubectl patch part one --subresource status --type merge --patch '{"spec":{"limit":7},"status":{"replicas":1}}' >/dev/null
  proves "status is written apart from spec" "5 1" kubectl get part one --output 'jsonpath={.spec.limit} {.status.replicas}'
  kubectl scale part one --replicas 3 >/dev/null
  proves "scale changes spec" 3 kubectl get part one --output 'jsonpath={.spec.replicas}'
}

server_side_apply() {
  local manager=(--server-side --field-manager)
  apply_part three '{"replicas":2}' "${manager[@]}" first >/dev/null
  refuses "server-side apply reports a conflict" 'conflict with "first"' apply_part three '{"replicas":3}' "${manager[@]}" second
  proves "server-side apply can be forced" serverside-applied apply_part three '{"replicas":3}' "${manager[@]}" second --force-conflicts
  proves "a dry run on the server answers" "server dry run" apply_part four '{}' --server-side --dry-run=server
  refuses "a dry run checks the rules" "replicas must not exceed the limit" apply_part four '{"replicas":6}' --server-side --dry-run=server
  refuses "a dry run changes nothing" "not found" kubectl get part four
  proves "server-side apply merges a list by its keys in a built-in kind" "a b" two_containers
}

# Two managers, each with one container of a deployment: neither may lose the other's.
two_containers() {
  local name
  for name in a b; do
    kubectl apply --server-side --field-manager "$name" -f - >/dev/null <<YAML
apiVersion: apps/v1
kind: Deployment
metadata: { name: both }
spec:
  selector: { matchLabels: { app: both } }
  template:
    metadata: { labels: { app: both } }
    spec: { containers: [{ name: $name, image: "localhost/busybox:1" }] }
YAML
  done
  kubectl get deployment both --output 'jsonpath={.spec.template.spec.containers[*].name}' | xargs -n 1 | sort | xargs
}

# A bookmark comes shortly before a watch ends, and only if the kind changed while it ran: changes go on until both have ended.
watches() {
  local options='watch=1&allowWatchBookmarks=true&timeoutSeconds=8' custom built_in change=0
  apply_part seven '{}' >/dev/null
  proves "a watch of custom resources has bookmarks" '"BOOKMARK"' kubectl get --raw "$PARTS?$options" &
  custom=$!
  proves "a watch of built-in kinds has bookmarks" '"BOOKMARK"' kubectl get --raw "$CONFIGMAPS?$options" &
  built_in=$!
  while kill -0 $custom 2>/dev/null || kill -0 $built_in 2>/dev/null; do
    change=$((change + 1))
    kubectl annotate --overwrite "parts.$GROUP" seven "change=$change" >/dev/null
    kubectl create configmap "any-$change" >/dev/null
    sleep 0.5
  done
  wait $custom
  wait $built_in
}

# newest PATH: the resource version of a list.
newest() {
  kubectl get --raw "$1?limit=1" | grep -oE '"resourceVersion":"[0-9]+"' | sed -n '1s/[^0-9]//gp'
}

access() {
  local token
  kubectl create serviceaccount plain >/dev/null
  token=$(kubectl create token plain)
  # The same cluster without the administrator's certificate, which would win over a token.
  sed '/client-certificate-data\|client-key-data/d' "$ADMIN" >"$FOLDER/plain.kubeconfig"
  as_plain() { "$KUBECTL" --kubeconfig "$FOLDER/plain.kubeconfig" --cache-dir "$FOLDER/plain" --namespace "$SPACE" --token "$token" "$@"; }
  refuses "a service account without a rule is refused" Forbidden as_plain get "parts.$GROUP"
  kubectl create role reader --verb get,list --resource "parts.$GROUP" >/dev/null
  kubectl create rolebinding reader --role reader --serviceaccount "$SPACE:plain" >/dev/null
  proves "a rule lets it read" one soon as_plain get "parts.$GROUP"
  refuses "and not write" forbidden as_plain delete "parts.$GROUP" one
}

built_in_kinds() {
  local lease='{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"leader"%s},"spec":{"holderIdentity":"%s"}}'
  proves "events.k8s.io/v1 takes events" created kubectl create -f - <<YAML
apiVersion: events.k8s.io/v1
kind: Event
metadata: { name: part.1 }
eventTime: "2024-01-01T00:00:00.000000Z"
reportingController: check
reportingInstance: check-1
action: Checking
reason: Checked
type: Normal
note: it works
regarding: { apiVersion: $GROUP/v1, kind: Part, name: one, namespace: $SPACE }
YAML
  # shellcheck disable=SC2059  # the format is ours
  proves "coordination.k8s.io/v1 has leases" created kubectl create -f - < <(printf "$lease" '' first)
  # shellcheck disable=SC2059
  refuses "a lease that changed meanwhile is not overwritten" "has been modified" \
    kubectl replace -f - < <(printf "$lease" ',"resourceVersion":"1"' second)
}

policies() {
  cat >"$FOLDER/policy.yaml" <<YAML
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: $SPACE }
spec:
  matchConstraints:
    resourceRules:
    - { apiGroups: ["", $GROUP], apiVersions: [v1], operations: [CREATE, UPDATE, DELETE], resources: [configmaps, parts] }
  matchConditions: [{ name: ours, expression: "request.namespace == '$SPACE' && request.name.startsWith('judged')" }]
  variables: [{ name: allowed, expression: "has(object.metadata.labels) && 'allowed' in object.metadata.labels" }]
  validations:
  - { expression: request.operation == 'DELETE' || variables.allowed, messageExpression: "'no label on ' + request.name + ' in ' + namespaceObject.metadata.name" }
  - { expression: request.operation != 'DELETE' || oldObject.metadata.name != 'judged-kept', message: it is kept }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: $SPACE }
spec: { policyName: $SPACE, validationActions: [Deny] }
YAML
  "$HERE/policies.sh" "$FOLDER" "$FOLDER/policy.yaml" >/dev/null
  proves "an admission policy refuses a built-in kind with its message" "denied request: no label on judged in $SPACE" soon refused create configmap judged --dry-run=server
  echo "{ apiVersion: $GROUP/v1, kind: Part, metadata: { name: judged }, spec: {} }" >"$FOLDER/judged.yaml"
  proves "an admission policy refuses custom resources with its message" "denied request: no label on judged in $SPACE" soon refused create --dry-run=server -f "$FOLDER/judged.yaml"
  kubectl create -f - >/dev/null <<YAML
{ apiVersion: v1, kind: ConfigMap, metadata: { name: judged-kept, labels: { allowed: "" } } }
YAML
  refuses "an admission policy sees what is deleted" "denied request: it is kept" kubectl delete configmap judged-kept
  proves "an admission policy leaves alone what it is not about" created kubectl create configmap other
}

# refused ARGUMENT...: succeeds when kubectl does not.
refused() { ! kubectl "$@"; }

crashes() {
  local old
  old=$(newest "$PARTS")
  for part in five six; do apply_part $part '{}' >/dev/null; done
  "$HERE/piece.sh" "$FOLDER" compact >/dev/null
  for verb in kill start; do
    for piece in apiserver $(grep -q crdserver "$FOLDER/settings" && echo crdserver); do
      "$HERE/piece.sh" "$FOLDER" $verb "$piece" || fail "$verb $piece" "see above"
    done
  done
  proves "objects outlive a crash of the API server" grey soon kubectl get part six --output 'jsonpath={.spec.color}'
  proves "a compacted revision is gone" '"code":410' \
    kubectl get --raw "$PARTS?watch=1&timeoutSeconds=5&resourceVersion=$old"
  proves "objects lie in etcd" '"count"' stored_parts
  kubectl delete crd "parts.$GROUP" >/dev/null 2>&1
  refuses "a deleted definition is served no more" "could not find the requested resource" kubectl get --raw "$PARTS"
  refuses "and took its objects along" '' stored_parts
}

# "0" follows "/", so the range is all keys that begin so.
stored_parts() {
  load_settings
  etcd_call kv/range "{\"key\":\"$(printf %s "/registry/$GROUP/" | base64 -w0)\",
    \"range_end\":\"$(printf %s "/registry/${GROUP}0" | base64 -w0)\",\"count_only\":true}" | grep -o '"count":.*'
}

main "$@"
