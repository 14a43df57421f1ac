# The steps of the whole-system demo, each under load and each followed by its proof. Sourced by eng/demo/system.sh.
# shellcheck shell=bash
# shellcheck disable=SC2086  # names of the demo have no blanks

section() { printf '\n%s\n' "$1"; }
row() { printf '  %-16s  %s\n' "$1" "$2"; }
kubectl() { "${KUBECTL[@]}" "$@"; }

# phase WHAT COMMAND...: its output matters only when it fails.
phase() {
  local what=$1 began=$SECONDS
  shift
  if ! "$@" >"$PLACE/phase.log" 2>&1 </dev/null; then
    cat "$PLACE/phase.log" >&2
    die "$what: failed, see above"
  fi
  row "$what" "ready ($((SECONDS - began)) s)"
}

# await SECONDS COMPLAINT COMMAND...
await() {
  local deadline=$((SECONDS + $1)) complaint=$2
  shift 2
  until "$@"; do
    if [ $SECONDS -ge $deadline ]; then die "$complaint"; fi
    sleep 0.2
  done
}

steps() {
  section "Steps: $CHANGES changes during each, $RATE a second, with splits and merges of shards"
  step "stream" nothing
  step "3 pods" scale_to_three
  step "new image" roll_out
  step "SIGKILL" kill_a_pod
  step "suspend, resume" suspend_and_resume
  if [ "$OUTAGES" != 0 ]; then outages; fi
}

# Each lasts OUTAGES seconds, with changes all the time and as long again.
outages() {
  local CHANGES=$((RATE * OUTAGES * 2))
  section "Outages of $OUTAGES s: $CHANGES changes during each"
  step "no outage" nothing
  step "eviction" evict_a_pod
  step "operator away" stop_operator
  step "API server away" stop_api_server
}

# step WHAT ACTION: the action falls into the first half of the changes.
step() {
  local began=$SECONDS since made
  since=$(date +%s)
  make_changes
  "$2"
  await $((CHANGES / RATE + PATIENCE)) "the changes of '$1' were not made" is_made
  "$EMULATOR" ledger --endpoint "$STREAM_ENDPOINT" >"$PLACE/ledger.jsonl"
  made=$(grep -c '"kind":"record"' "$PLACE/ledger.jsonl")
  # One look reads the whole bucket: a large one takes its time.
  await $((PATIENCE + made / 200)) "not every change of '$1' reached the bucket, see compare.log" is_complete
  row "$1" "$made changes, each in exactly one object ($((SECONDS - began)) s, longest time without a new object $("$PYTHON" -s "$HERE/objects.py" gap $BUCKET "$since") s)"
  row "" "verify: $(verdict "verify-$made")"
}

make_changes() {
  WORKLOAD=$("$EMULATOR" workload media.media_content --count "$CHANGES" --rate "$RATE" --splits 1 --merges 1 --seed $((SECONDS + 1)) --background \
    --endpoint "$STREAM_ENDPOINT" | grep -oE '"id": ?[0-9]+' | grep -oE '[0-9]+')
}

is_made() { curl -fsS --noproxy '*' --max-time "$PATIENCE" "$STREAM_ENDPOINT/_emulator/workloads/$WORKLOAD" | grep -qE '"state": ?"finished"'; }
is_complete() { "$PYTHON" -s "$HERE/objects.py" compare $BUCKET "$PLACE/ledger.jsonl" >"$PLACE/compare.log" 2>&1; }

# verdict NAME: the pod's own verification, run in a pod of that name with the stream's own settings.
verdict() {
  kubectl apply -n $SPACE -f - >/dev/null <<YAML
apiVersion: v1
kind: Pod
metadata: { name: $1, labels: { app: verify } }
spec:
  restartPolicy: Never
  serviceAccountName: $(kubectl get deployment -n $SPACE $STREAM-stream -o 'jsonpath={.spec.template.spec.serviceAccountName}')
  securityContext: { fsGroup: 1654 }
  containers:
    - name: verify
      image: $STREAMPOD_IMAGE
      args: [verify, --deep, --no-progress, --settings, /etc/streampod/settings.json]
      env: [{ name: SSL_CERT_FILE, value: /etc/certificates/ca.crt }]
      volumeMounts: [{ name: settings, mountPath: /etc/streampod }, { name: certificates, mountPath: /etc/certificates }]
  volumes: [{ name: settings, configMap: { name: $STREAM-settings } }, { name: certificates, configMap: { name: company-authority } }]
YAML
  await "$PATIENCE" "the verification did not end" is_over "$1"
  kubectl logs -n $SPACE "$1" | tail -n 1
  [ "$(kubectl get pod -n $SPACE "$1" -o 'jsonpath={.status.phase}')" = Succeeded ] || die "verify found something: $(kubectl logs -n $SPACE "$1")"
}

# is_over POD [NAMESPACE]
is_over() { [[ $(kubectl get pod -n "${2:-$SPACE}" "$1" -o 'jsonpath={.status.phase}') =~ ^(Succeeded|Failed)$ ]]; }

# --- actions ---------------------------------------------------------------------------------------------------

nothing() { :; }
patch() { kubectl patch -n $SPACE kcs $STREAM --type=merge -p "$1" >/dev/null; }
ready() { kubectl wait -n $SPACE kcs/$STREAM --for=condition=Ready --timeout="${PATIENCE}s" >/dev/null; }

# observed: the operator has seen the last change of the resource; before that its conditions tell of the one before.
observed() { await "$PATIENCE" "the operator does not look at the resource" is_observed; }
is_observed() { [ "$(field .metadata.generation)" = "$(field .status.observedGeneration)" ]; }
field() { kubectl get kcs -n $SPACE $STREAM -o "jsonpath={$1}"; }
# Pods that run. The kubelet shows one that has ended for some ten seconds more.
running_pods() { stream_pods 'jsonpath={range .items[?(@.status.containerStatuses[0].state.running)]}{.metadata.name}{"\n"}{end}' | sort; }
a_running_pod() { stream_pods 'jsonpath={range .items[?(@.status.containerStatuses[0].ready==true)]}{.metadata.name} {.metadata.deletionTimestamp}{"\n"}{end}' | awk 'NF == 1 && !found++ { print $1 }'; }
stream_pods() { kubectl get pods -n $SPACE -l keyspaces-streamer.dev/stream=$STREAM -o "$1"; }

scale_to_three() {
  kubectl scale -n $SPACE kcs/$STREAM --replicas=3 >/dev/null
  observed && ready
  row "" "$(stream_pods name | wc -l) pods share the shards"
}

# The same program under another name is another template: every pod is replaced.
roll_out() {
  local before
  before=$(running_pods)
  patch "{\"spec\":{\"pod\":{\"image\":\"$LAB_REGISTRY/keyspaces-streamer/streampod@${STREAMPOD_IMAGE#*@}\"}}}"
  observed && ready
  # The last old one may still be committing what it has read.
  await "$PATIENCE" "the rollout replaced not every pod" are_gone "$before"
  row "" "every pod replaced, the new ones ready before the old ones stopped"
}

are_gone() { [ -z "$(comm -12 <(echo "$1") <(running_pods))" ]; }

kill_a_pod() {
  local uid name process
  name=$(a_running_pod)
  uid=$(kubectl get pod -n $SPACE "$name" -o 'jsonpath={.metadata.uid}')
  # Processes come and go while they are looked at.
  process=$( (grep -ls "${uid//-/[-_]}" /proc/[0-9]*/cgroup || true) | cut -d/ -f3 | while read -r each; do
    if grep -qs streampod "/proc/$each/cmdline"; then echo "$each"; fi
  done)
  [ -n "$process" ] || die "pod $name has no process"
  kill -KILL $process
  row "" "killed the process of $name; the other pods take its shards"
}

# What `kubectl drain` and a patch of the node by Fargate do.
evict_a_pod() {
  local name
  name=$(a_running_pod)
  kubectl create -f - --raw "/api/v1/namespaces/$SPACE/pods/$name/eviction" >/dev/null <<JSON
{ "apiVersion": "policy/v1beta1", "kind": "Eviction", "metadata": { "name": "$name", "namespace": "$SPACE" } }
JSON
  row "" "evicted $name: it commits, lets its shards go and ends; another one starts"
}

# Stopped, not killed: what asks it gets no answer, which is worse than a refusal.
stop_api_server() {
  local process
  read -r process _ <"$PLACE/cluster/pids/apiserver"
  kill -STOP "$process"
  sleep "$OUTAGES"
  kill -CONT "$process"
  await "$PATIENCE" "the API server did not come back" is_api_back
  row "" "no API server for $OUTAGES s: the pods read on"
}

is_api_back() { kubectl get --raw /readyz >/dev/null 2>&1; }

stop_operator() {
  kubectl scale -n $SYSTEM deployment -l app.kubernetes.io/component=operator --replicas=0 >/dev/null
  sleep "$OUTAGES"
  kubectl scale -n $SYSTEM deployment -l app.kubernetes.io/component=operator --replicas=2 >/dev/null
  kubectl rollout status -n $SYSTEM deployment --timeout="${PATIENCE}s" >/dev/null
  row "" "no operator for $OUTAGES s: the pods read on"
}

suspend_and_resume() {
  patch '{"spec":{"suspend":true}}'
  await "$PATIENCE" "the pods did not stop" has_no_pods
  row "" "suspended: no pod runs, and the changes wait in the stream"
  patch '{"spec":{"suspend":false}}'
  observed && ready
}

has_no_pods() { [ -z "$(running_pods)" ]; }

# --- what is shown ---------------------------------------------------------------------------------------------

show() {
  kubectl get kcs -n $SPACE -o wide | sed 's/^/  /'
  echo
  kubectl get pods -n $SPACE -l keyspaces-streamer.dev/stream=$STREAM | sed 's/^/  /'
  echo
  kubectl get kcs -n $SPACE $STREAM -o 'jsonpath={range .status.conditions[*]}{.type}{"\t"}{.status}{"\t"}{.reason}{"\t"}{.message}{"\n"}{end}' |
    awk -F '\t' '{ printf "  %-22s %-8s %-18s %s\n", $1, $2, $3, substr($4, 1, 90) }'
  echo
  kubectl get events -n $SPACE --field-selector involvedObject.kind=KeyspacesCdcStream --sort-by=.metadata.creationTimestamp \
    -o 'jsonpath={range .items[*]}{.type}{"\t"}{.reason}{"\t"}{.message}{"\n"}{end}' | awk -F '\t' '{ printf "  %-8s %-24s %s\n", $1, $2, substr($3, 1, 100) }'
}

delete_stream() {
  local began=$SECONDS
  make_changes
  sleep 2
  kubectl delete -n $SPACE kcs/$STREAM --timeout="${PATIENCE}s" >/dev/null
  await "$PATIENCE" "objects of the deleted stream are left" has_nothing
  row "deleted" "resource and objects are gone, and no pod runs, after $((SECONDS - began)) s"
  await $((CHANGES / RATE + PATIENCE)) "the last changes were not made" is_made
}

# The operator first, then the stream, which is made again under a ServiceAccount that has an association.
take_pod_identity() {
  associate
  phase "chart" install_chart ""
  kubectl rollout restart -n $SYSTEM deployment >/dev/null
  phase "operator" kubectl rollout status -n $SYSTEM deployment --timeout="${PATIENCE}s"
  check_operator
  stream_manifest "serviceAccountName: $POD_ACCOUNT" >"$PLACE/stream.yaml"
  kubectl apply -n $SPACE -f "$PLACE/stream.yaml" >/dev/null
  phase "Ready" kubectl wait -n $SPACE kcs/$STREAM --for=condition=Ready --timeout="${PATIENCE}s"
  "$EMULATOR" ledger --endpoint "$STREAM_ENDPOINT" >"$PLACE/ledger.jsonl"
  await $((PATIENCE + $(wc -l <"$PLACE/ledger.jsonl") / 200)) "the stream made again did not go on where it stood, see compare.log" is_complete
  row "made again" "goes on where it stood; $(verdict verify-again)"
  kubectl delete pods -n $SPACE -l app=verify --wait=false >/dev/null
  kubectl delete -n $SPACE kcs/$STREAM --timeout="${PATIENCE}s" >/dev/null
}

has_nothing() { has_no_pods && [ -z "$(kubectl get deploy,cm,svc -n $SPACE -l keyspaces-streamer.dev/stream=$STREAM -o name)" ]; }
