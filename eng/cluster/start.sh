#!/usr/bin/env bash
# Starts a Kubernetes control plane for tests and waits until it is ready.
# Usage: eng/cluster/start.sh FOLDER [--controllers] [--node] [--aws] [--audit] [--port N] [--admission NAMES] [--until-exit-of PID]
#   FOLDER           state, logs (log/) and process ids; FOLDER/admin.kubeconfig is how to reach it
#   --controllers    also the controller manager and the scheduler
#   --node           also a node that runs pods and an image registry (includes --controllers; root; one per machine)
#   --aws            like a cluster on EKS: tokens bear an issuer of EKS; with --node, AWS's names lead pods to an address of the bridge, where
#                    nothing listens yet, images of ECR come from the registry, and the address of the Pod Identity agent exists
#   --audit          also a record of every write, log/audit.jsonl: who, what, when; of a coordination Lease its content too
#   --port N         the port of the API server; without it a free one, so that several clusters run side by side
#   --admission NAMES    admission plugins that are off by default, with commas between them
#   --until-exit-of PID    stops and deletes the cluster when that process is gone, however it ended
# Environment:
#   USE_EXISTING_CLUSTER=1 and KUBECONFIG    that cluster is used, nothing is started
#   KUBEBUILDER_ASSETS                       folder of etcd, kube-apiserver and kubectl to use instead of ours
# A folder that holds a stopped cluster continues it with its data. Everything listens on 127.0.0.1; with --node the API
# server listens on an address of a bridge of its own, which pods reach too.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=eng/lib.sh
. "$HERE/../lib.sh"
# shellcheck source=eng/cluster/pieces.sh
. "$HERE/pieces.sh"
# shellcheck source=eng/cluster/node.sh
. "$HERE/node.sh"

ATTEMPTS=3 # with free ports, which another process may take before we do

main() {
  local controllers=0 node=0 port='' admission='' owner='' piece
  AUDIT='' AWS=''
  USAGE='usage: start.sh FOLDER [--controllers] [--node] [--aws] [--audit] [--port N] [--admission NAMES] [--until-exit-of PID]'
  if [ $# = 0 ] || [[ $1 = -* ]]; then die "$USAGE"; fi
  use_folder "$1"
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --controllers) controllers=1 ;;
      --node) controllers=1 node=1 ;;
      --aws) AWS=1 ;;
      --audit) AUDIT=1 ;;
      --port) port=${2:?$USAGE} && shift ;;
      --admission) admission=${2:?$USAGE} && shift ;;
      --until-exit-of) owner=${2:?$USAGE} && shift ;;
      *) die "$USAGE" ;;
    esac
    shift
  done

  BEGAN=$(date +%s%N)
  mkdir -p "$FOLDER"
  exec 8>"$FOLDER/.lock"
  flock -w 120 8 || die "another start or stop has held $FOLDER/.lock for 2 minutes"
  if [ "${USE_EXISTING_CLUSTER:-0}" = 1 ]; then
    use_existing
    return
  fi
  # Ready-made programs are an API server alone; controllers and node fit ours.
  if [ $controllers = 1 ]; then unset KUBEBUILDER_ASSETS; fi
  check_programs $controllers $node
  for piece in "${PIECES[@]}"; do
    ! is_running "$piece" || die "the cluster of $FOLDER runs already; stop it first"
  done
  request_headers
  make_certificates
  if [ -n "$owner" ]; then watch_owner "$owner"; fi
  trap stop_pieces EXIT
  trap 'exit 130' INT TERM
  start_anew "$controllers" "$node" "$port" "$admission"
  trap - EXIT INT TERM
  local taken behind=''
  if has crdserver; then behind=" (custom resources ${CRD_VERSION:?})"; fi
  taken=$((($(date +%s%N) - BEGAN) / 10000000))
  printf 'cluster: ready in %d.%02d s, Kubernetes %s%s at %s, KUBECONFIG=%s\n' $((taken / 100)) $((taken % 100)) \
    "$API_VERSION" "$behind" "$(api_url)" "$ADMIN"
}

# A copy of its kubeconfig, in which no path is relative to where it lay.
use_existing() {
  [ -n "${KUBECONFIG:-}" ] || die "USE_EXISTING_CLUSTER=1 needs KUBECONFIG"
  local kubectl
  kubectl=$(command -v kubectl || true)
  if [ -x "$(api_programs)/kubectl" ]; then kubectl=$(api_programs)/kubectl; fi
  [ -n "$kubectl" ] || die "USE_EXISTING_CLUSTER=1 needs kubectl on PATH"
  "$kubectl" config view --raw --flatten --minify >"$ADMIN" || die "KUBECONFIG=$KUBECONFIG cannot be read"
  "$kubectl" --kubeconfig "$ADMIN" get --raw /readyz >/dev/null || die "the cluster of KUBECONFIG=$KUBECONFIG does not answer"
  touch "$FOLDER/existing"
  echo "cluster: the existing one of KUBECONFIG=$KUBECONFIG"
}

check_programs() {
  local controllers=$1 node=$2 folder cure="make cluster"
  folder=$(api_programs)
  has_programs "$folder" || die "etcd, kube-apiserver and kubectl are not in $folder; run: make cluster"
  ensure_command curl curl
  ensure_command openssl openssl
  [ -x "$PYTHON" ] || ensure_packages "$PYTHON is missing" python3
  if [ "$controllers$node" != 00 ]; then cure="eng/cluster/install.sh node"; fi
  for program in $([ "$folder" != "$CLUSTER_CACHE/bin" ] || echo apiextensions-apiserver) \
    $([ "$controllers" = 0 ] || echo kube-controller-manager kube-scheduler) $([ "$node" = 0 ] || echo kubelet); do
    [ -x "$CLUSTER_CACHE/bin/$program" ] || die "$program is not in $CLUSTER_CACHE/bin; run: $cure"
  done
  if [ "$node" = 1 ]; then check_node; fi
}

# start_anew CONTROLLERS NODE PORT ADMISSION
start_anew() {
  local attempt
  for ((attempt = 1; ; attempt++)); do
    write_settings "$@"
    if start_pieces; then return; fi
    if [ -n "$3" ] || [ $attempt = $ATTEMPTS ] || ! grep -qs 'address already in use' "$LOGS"/*.log; then
      die "the cluster did not start"
    fi
    stop_pieces
    say "cluster: a port was taken meanwhile, trying others"
    rm -f "$LOGS"/*.log
  done
}

write_settings() {
  local controllers=$1 node=$2 port=$3 admission=$4 ports pieces=(etcd apiserver) programs host=127.0.0.1 crd_version=''
  programs=$(api_programs)
  if [ "$programs" = "$CLUSTER_CACHE/bin" ]; then
    pieces+=(crdserver)
    crd_version=$(sed -n 's/^apiextensions-apiserver //p' "$CLUSTER_CACHE/bin/versions")
  fi
  if [ "$node" = 1 ]; then
    pieces+=(containerd registry ${AWS:+names} kubelet)
    host=$SERVICE_ADDRESS port=443
  fi
  if [ "$controllers" = 1 ]; then pieces+=(controller-manager scheduler); fi
  read -ra ports < <(free_ports 7)
  cat >"$FOLDER/settings" <<SETTINGS
CLUSTER_PIECES="${pieces[*]}"
API_PROGRAMS_FOLDER="$programs"
API_VERSION=$("$programs/kube-apiserver" --version | sed 's/.* v//')
CRD_VERSION=$crd_version
AUDIT=$AUDIT
AWS=$AWS
ISSUER=$([ -n "$AWS" ] && echo "$LAB_ISSUER" || echo https://kubernetes.default.svc)
API_ADMISSION=$admission
API_HOST=$host
API_PORT=${port:-${ports[0]}}
ETCD_PORT=${ports[1]}
ETCD_PEER_PORT=${ports[2]}
CRD_PORT=${ports[3]}
CONTROLLERS_PORT=${ports[4]}
SCHEDULER_PORT=${ports[5]}
REGISTRY_PORT=${ports[6]}
SETTINGS
  load_settings
  write_kubeconfig "$ADMIN" admin
}

# free_ports N: bound together, hence all different.
free_ports() {
  "$PYTHON" -s - "$1" <<'PYTHON'
import socket, sys
sockets = [socket.socket() for _ in range(int(sys.argv[1]))]
for each in sockets:
    each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in sockets))
PYTHON
}

# set -e does not hold in here (the caller asks for the outcome), so every step that can fail says so itself.
start_pieces() {
  if has kubelet; then make_bridge || return 1; fi
  start_etcd
  ready_etcd || return 1
  # Policies of an earlier start: nobody judges by them any more.
  etcd_call kv/deleterange "{\"key\":\"$(printf '/registry/validatingwebhookconfigurations/%s' "$POLICY_WEBHOOK" | base64 -w0)\"}" >/dev/null || return 1
  start_apiserver
  # Both read etcd only while they start, and each waits for the other at the end.
  if has crdserver; then start_crdserver; fi
  if has containerd; then start_containerd; fi
  ready_apiserver || return 1
  if has crdserver; then ready_crdserver || return 1; fi
  if has controller-manager; then
    start_controllers
    ready_controller-manager || return 1
  fi
  if has kubelet; then
    ready_containerd || return 1
    if has names; then
      start_names
      ready_names || return 1
    fi
    start_kubelet
    start_registry
    ready_kubelet || return 1
  fi
}

stop_pieces() { "$HERE/stop.sh" "$FOLDER" --locked; }

# tail ends with the process it follows. The cluster is then stopped and deleted.
watch_owner() {
  # shellcheck disable=SC2016  # the arguments are expanded by the inner shell
  launch owner bash -c 'tail --pid="$1" -f /dev/null; exec "$2" "$3" --clean' owner "$1" "$HERE/stop.sh" "$FOLDER"
}

# --- certificates ----------------------------------------------------------------------------------------------

make_certificates() {
  if [ -f "$PKI/complete" ]; then return; fi
  mkdir -p "$PKI"
  printf '[req]\ndistinguished_name=dn\n[dn]\n' >"$PKI/openssl.cnf"
  local client='extendedKeyUsage=clientAuth' here="IP:127.0.0.1,DNS:localhost"
  authority ca cluster
  authority proxy-ca proxy
  certificate ca apiserver /CN=kube-apiserver 'extendedKeyUsage=serverAuth' \
    "subjectAltName=$here,IP:$SERVICE_ADDRESS,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc"
  certificate ca crdserver /CN=crdserver 'extendedKeyUsage=serverAuth' "subjectAltName=$here,DNS:crdserver.kube-system.svc"
  certificate ca admin /O=system:masters/CN=admin "$client"
  certificate ca policyserver /CN=policyserver 'extendedKeyUsage=serverAuth' "subjectAltName=$here"
  certificate proxy-ca proxy /CN=proxy "$client"
  certificate ca controller-manager /CN=system:kube-controller-manager "$client"
  certificate ca scheduler /CN=system:kube-scheduler "$client"
  certificate ca kubelet "/O=system:nodes/CN=system:node:$NODE_NAME" 'extendedKeyUsage=serverAuth,clientAuth' \
    "subjectAltName=$here,IP:$NODE_ADDRESS,DNS:$NODE_NAME"
  openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/accounts.key"
  openssl ec -in "$PKI/accounts.key" -pubout -out "$PKI/accounts.pub" 2>/dev/null
  touch "$PKI/complete"
}

# authority NAME COMMON-NAME
authority() {
  openssl_request "$1" "/CN=$2" -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign'
}

# certificate AUTHORITY NAME SUBJECT EXTENSION...
certificate() {
  local authority=$1 name=$2 subject=$3 extensions=()
  shift 3
  for extension in "$@"; do extensions+=(-addext "$extension"); done
  openssl_request "$name" "$subject" -CA "$PKI/$authority.crt" -CAkey "$PKI/$authority.key" "${extensions[@]}"
}

# Elliptic curves, because an RSA key takes longer than the start of etcd.
openssl_request() {
  local name=$1 subject=$2
  shift 2
  openssl req -config "$PKI/openssl.cnf" -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650 \
    -subj "$subject" -keyout "$PKI/$name.key" -out "$PKI/$name.crt" "$@" 2>"$PKI/openssl.log" ||
    die "openssl cannot make the certificate of $name: $(tail -n 1 "$PKI/openssl.log")"
}

main "$@"
