# What the scripts of eng/cluster share: where the programs lie, the settings of one cluster, and how each piece runs.
# Sourced after eng/lib.sh, never executed.
# shellcheck shell=bash
# shellcheck disable=SC2034  # not every script uses every name

CLUSTER_CACHE="$CACHE/cluster"
NODE_ROOT="$CLUSTER_CACHE/node" # containerd, runc, CNI plugins and the registry, unpacked
NODE_NAME=node-1
BRIDGE=streamer0 # carries the addresses below when there is a node
NODE_ADDRESS=10.244.77.1
POD_RANGE=10.244.77.0/24
SERVICE_ADDRESS=10.96.0.1 # what a pod takes for the API server's
SERVICE_RANGE=10.96.0.0/16
# With --aws: what a cluster on EKS has, or finds under AWS's names.
AWS_ADDRESS=10.244.78.1 # where pods find AWS's names; whatever stands in for AWS listens there
POD_IDENTITY_ADDRESS=169.254.170.23 # of the agent of EKS Pod Identity on every node
LAB_REGION=us-east-1
LAB_ACCOUNT=111122223333
LAB_ISSUER=https://oidc.eks.$LAB_REGION.amazonaws.com/id/6B1F0C7D2E9A4835B6D8F01A2C3E4D5F
LAB_REGISTRY=$LAB_ACCOUNT.dkr.ecr.$LAB_REGION.amazonaws.com
PYTHON=/usr/bin/python3
# The order in which they start; they end in the reverse one.
PIECES=(etcd apiserver crdserver policyserver containerd registry names kubelet controller-manager scheduler)
POLICY_WEBHOOK=policyserver # name of its registration
API_PROGRAMS=(etcd kube-apiserver kubectl)

# Prints the folder of etcd, kube-apiserver and kubectl: ready-made ones come before ours.
api_programs() {
  if has_programs "${KUBEBUILDER_ASSETS:-}"; then
    echo "$KUBEBUILDER_ASSETS"
  else
    echo "$CLUSTER_CACHE/bin"
  fi
}

has_programs() {
  [ -n "$1" ] || return 1
  for program in "${API_PROGRAMS[@]}"; do [ -x "$1/$program" ] || return 1; done
}

# --- settings of one cluster -----------------------------------------------------------------------------------

# use_folder FOLDER: makes it absolute and puts it into the variable FOLDER.
use_folder() {
  FOLDER=$(realpath -m "$1")
  PKI=$FOLDER/pki
  LOGS=$FOLDER/log
  ADMIN=$FOLDER/admin.kubeconfig
}

load_settings() {
  [ -f "$FOLDER/settings" ] || die "$FOLDER holds no cluster; start one with eng/cluster/start.sh"
  # shellcheck source=/dev/null
  . "$FOLDER/settings"
}

# has PIECE: whether this cluster has it.
has() { [[ " $CLUSTER_PIECES " == *" $1 "* ]]; }

# --- processes -------------------------------------------------------------------------------------------------

# launch PIECE COMMAND...: in the background, in a session of its own, so that Ctrl-C in the caller's terminal does not
# reach it. 8>&- and 9>&-: it must not inherit the locks of the scripts.
launch() {
  local piece=$1
  shift
  mkdir -p "$LOGS" "$FOLDER/pids"
  (
    cd "$FOLDER" || exit
    exec setsid "$@" </dev/null >>"$LOGS/$piece.log" 2>&1 8>&- 9>&-
  ) &
  echo "$! $(start_time $!)" >"$FOLDER/pids/$piece"
  disown # else the shell reports it when it is killed
}

start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# Id and start time together, so that a reused id is never taken for our process. A zombie does not run.
is_running() {
  local pid began
  read -r pid began 2>/dev/null <"$FOLDER/pids/$1" || return 1
  [ -n "$began" ] && [ "$(start_time "$pid")" = "$began" ] && [ "$(sed 's/.*) //' "/proc/$pid/stat" | cut -c1)" != Z ]
}

# end_piece PIECE SIGNAL: waits until it is gone; TERM becomes KILL after a minute.
end_piece() {
  local piece=$1 signal=$2 pid i
  if is_running "$piece"; then
    read -r pid _ <"$FOLDER/pids/$piece"
    kill "-$signal" "$pid" 2>/dev/null || true
    for ((i = 0; i < PATIENCE * 10; i++)); do
      is_running "$piece" || break
      [ "$i" != 600 ] || kill -KILL "$pid" 2>/dev/null || true
      sleep 0.1
    done
    ! is_running "$piece" || die "$piece, process $pid, does not end"
  fi
  rm -f "$FOLDER/pids/$piece"
}

# wait_for PIECE COMMAND...: until COMMAND succeeds. Fails when the piece dies or hangs.
wait_for() {
  local piece=$1 deadline=$((SECONDS + PATIENCE))
  shift
  until "$@" >/dev/null 2>&1; do
    if ! is_running "$piece"; then
      failed_piece "$piece" "ended while it started"
      return 1
    elif [ $SECONDS -ge $deadline ]; then
      failed_piece "$piece" "was not ready in time"
      return 1
    fi
    sleep 0.1
  done
}

failed_piece() {
  tail -n 15 "$LOGS/$1.log" >&2 || true
  say "error: $1 $2; its log is $LOGS/$1.log"
}

# --- requests --------------------------------------------------------------------------------------------------

# get URL [CURL-OPTION...]: as the administrator; fails on every answer that is not a success.
get() {
  local url=$1
  shift
  curl --silent --show-error --fail --noproxy '*' --max-time "$PATIENCE" \
    --cacert "$PKI/ca.crt" --cert "$PKI/admin.crt" --key "$PKI/admin.key" "$@" "$url"
}

api_url() { echo "https://$API_HOST:$API_PORT"; }

# --- the pieces ------------------------------------------------------------------------------------------------

# start_PIECE launches it, ready_PIECE waits for it.

start_etcd() {
  # The data are thrown away with the folder: no fsync. A killed etcd still loses nothing, only a dead machine does.
  launch etcd "$API_PROGRAMS_FOLDER/etcd" --name "$NODE_NAME" --data-dir "$FOLDER/etcd" --unsafe-no-fsync \
    --listen-client-urls "http://127.0.0.1:$ETCD_PORT" --advertise-client-urls "http://127.0.0.1:$ETCD_PORT" \
    --listen-peer-urls "http://127.0.0.1:$ETCD_PEER_PORT" --initial-advertise-peer-urls "http://127.0.0.1:$ETCD_PEER_PORT" \
    --initial-cluster "$NODE_NAME=http://127.0.0.1:$ETCD_PEER_PORT" --log-level warn
}

ready_etcd() { wait_for etcd curl --silent --fail --noproxy '*' "http://127.0.0.1:$ETCD_PORT/health"; }

# etcd_call PATH JSON: one call of etcd's own API.
etcd_call() {
  curl --silent --show-error --fail --noproxy '*' --max-time "$PATIENCE" --data "$2" "http://127.0.0.1:$ETCD_PORT/v3/$1"
}

start_apiserver() {
  local environment=() old=() off=() audit=()
  # Before 1.24 the server has a second port without any authentication, open by default.
  if ! version_at_least "$API_VERSION" 1.24; then old+=(--insecure-port=0); fi
  if has crdserver; then
    environment=(CRD_SERVER_PORT="$CRD_PORT" CRD_SERVER_CA="$PKI/ca.crt")
    old+=(--runtime-config=apiextensions.k8s.io/v1beta1=false)
  fi
  # Without the controllers nobody makes the service accounts that this plugin asks of every pod.
  if ! has controller-manager; then off=(--disable-admission-plugins=ServiceAccount); fi
  if [ -n "${AUDIT:-}" ]; then
    audit_policy >"$FOLDER/audit-policy.yaml"
    audit=(--audit-policy-file "$FOLDER/audit-policy.yaml" --audit-log-path "$LOGS/audit.jsonl")
  fi
  launch apiserver env "${environment[@]}" "$API_PROGRAMS_FOLDER/kube-apiserver" \
    --etcd-servers "http://127.0.0.1:$ETCD_PORT" \
    --bind-address "$API_HOST" --advertise-address "$API_HOST" --secure-port "$API_PORT" "${old[@]}" \
    --endpoint-reconciler-type none --service-cluster-ip-range "$SERVICE_RANGE" --allow-privileged=true \
    --authorization-mode Node,RBAC --enable-admission-plugins "NodeRestriction${API_ADMISSION:+,$API_ADMISSION}" "${off[@]}" "${audit[@]}" \
    --tls-cert-file "$PKI/apiserver.crt" --tls-private-key-file "$PKI/apiserver.key" --client-ca-file "$PKI/ca.crt" \
    --service-account-issuer "$ISSUER" \
    --service-account-key-file "$PKI/accounts.pub" --service-account-signing-key-file "$PKI/accounts.key" \
    --kubelet-certificate-authority "$PKI/ca.crt" --kubelet-preferred-address-types InternalIP,Hostname \
    --kubelet-client-certificate "$PKI/admin.crt" --kubelet-client-key "$PKI/admin.key" \
    --proxy-client-cert-file "$PKI/proxy.crt" --proxy-client-key-file "$PKI/proxy.key" \
    "${REQUEST_HEADERS[@]}"
}

# Each write is one line, when it has ended. The content of a Lease tells who leads.
audit_policy() {
  cat <<'POLICY'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: None
  verbs: [get, list, watch]
- level: Request
  resources: [{ group: coordination.k8s.io, resources: [leases] }]
- level: Metadata
POLICY
}

ready_apiserver() {
  # With custom resources elsewhere it is ready only after it has seen the other server answer.
  if has crdserver; then
    wait_for apiserver name_crdserver || return 1
    is_running crdserver || start_crdserver
  fi
  wait_for apiserver get "$(api_url)/readyz"
}

# The aggregator addresses a server by the name of a service; this one points back to the loopback interface.
name_crdserver() {
  local services
  services="$(api_url)/api/v1/namespaces/kube-system/services"
  get "$services/crdserver" || get "$services" --header 'Content-Type: application/json' --data \
    '{"metadata":{"name":"crdserver"},"spec":{"type":"ExternalName","externalName":"127.0.0.1"}}'
}

# It stores under the same prefix as the API server, whose own controllers thus see the definitions too.
start_crdserver() {
  launch crdserver "$CLUSTER_CACHE/bin/apiextensions-apiserver" \
    --etcd-servers "http://127.0.0.1:$ETCD_PORT" --etcd-prefix /registry \
    --bind-address 127.0.0.1 --secure-port "$CRD_PORT" \
    --tls-cert-file "$PKI/crdserver.crt" --tls-private-key-file "$PKI/crdserver.key" --client-ca-file "$PKI/ca.crt" \
    --kubeconfig "$ADMIN" --authentication-kubeconfig "$ADMIN" --authorization-kubeconfig "$ADMIN" \
    --authentication-skip-lookup --enable-priority-and-fairness=false \
    --disable-admission-plugins ValidatingAdmissionPolicy,MutatingAdmissionPolicy \
    "${REQUEST_HEADERS[@]}"
}

ready_crdserver() {
  wait_for crdserver get "https://127.0.0.1:$CRD_PORT/readyz" &&
    wait_for crdserver get "$(api_url)/apis/apiextensions.k8s.io/v1/customresourcedefinitions?limit=1"
}

# It judges by the policies in FOLDER/policies.
start_policyserver() {
  rm -f "$FOLDER/policies.port"
  launch policyserver "$CLUSTER_CACHE/bin/policyserver" --kubeconfig "$ADMIN" --policies "$FOLDER/policies" \
    --certificate "$PKI/policyserver.crt" --key "$PKI/policyserver.key" --port-file "$FOLDER/policies.port"
}

ready_policyserver() { wait_for policyserver test -s "$FOLDER/policies.port"; }

# How a server behind the API server learns who asked.
request_headers() {
  REQUEST_HEADERS=(--requestheader-client-ca-file "$PKI/proxy-ca.crt" --requestheader-allowed-names proxy
    --requestheader-username-headers X-Remote-User --requestheader-group-headers X-Remote-Group
    --requestheader-extra-headers-prefix X-Remote-Extra-)
}

# --- kubeconfig files ------------------------------------------------------------------------------------------

# write_kubeconfig FILE CERTIFICATE
write_kubeconfig() {
  cat >"$1" <<KUBECONFIG
apiVersion: v1
kind: Config
clusters:
- name: test
  cluster:
    server: $(api_url)
    certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")
users:
- name: $2
  user:
    client-certificate-data: $(base64 -w0 "$PKI/$2.crt")
    client-key-data: $(base64 -w0 "$PKI/$2.key")
contexts:
- name: test
  context: { cluster: test, user: $2 }
current-context: test
KUBECONFIG
  chmod 600 "$1"
}
