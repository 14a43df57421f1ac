# The controllers, and the node that runs pods: containerd, kubelet, an image registry. Sourced after pieces.sh.
# shellcheck shell=bash

SOCKET_LIMIT=80               # a unix socket's path may have 107 characters, and containerd appends to it

# --- controllers -----------------------------------------------------------------------------------------------

start_controllers() {
  for piece in controller-manager scheduler; do write_kubeconfig "$FOLDER/$piece.kubeconfig" $piece; done
  start_controller-manager
  launch scheduler "$CLUSTER_CACHE/bin/kube-scheduler" --kubeconfig "$FOLDER/scheduler.kubeconfig" \
    --bind-address 127.0.0.1 --secure-port "$SCHEDULER_PORT" --port=0 --leader-elect=false
}

# --port=0: no second port without authentication.
start_controller-manager() {
  launch controller-manager "$CLUSTER_CACHE/bin/kube-controller-manager" --kubeconfig "$FOLDER/controller-manager.kubeconfig" \
    --bind-address 127.0.0.1 --secure-port "$CONTROLLERS_PORT" --port=0 --leader-elect=false \
    --use-service-account-credentials --service-account-private-key-file "$PKI/accounts.key" --root-ca-file "$PKI/ca.crt" \
    --cluster-signing-cert-file "$PKI/ca.crt" --cluster-signing-key-file "$PKI/ca.key"
}

# The service account of a new namespace is made by the controllers: with the first one they work.
ready_controller-manager() {
  wait_for controller-manager get "$(api_url)/api/v1/namespaces/default/serviceaccounts/default"
}

# --- node ------------------------------------------------------------------------------------------------------

check_node() {
  [ "$(id -u)" = 0 ] || die "--node needs root: it mounts, makes a network bridge and control groups"
  [ -x "$NODE_ROOT/usr/bin/containerd" ] || die "containerd is not in $NODE_ROOT; run: eng/cluster/install.sh node"
  [ ${#FOLDER} -le $SOCKET_LIMIT ] || die "the path $FOLDER is too long for containerd's sockets; at most $SOCKET_LIMIT characters"
  ensure_command ip iproute2
  ! ip link show "$BRIDGE" >/dev/null 2>&1 || die "another cluster with a node runs on this machine, or the bridge $BRIDGE of one is left"
}

# Host and pods reach the API server under the same address, without kube-proxy. No outside interface carries it.
# With a hardware address of its own: without one a bridge takes that of a port, another one whenever pods come and go, and
# for up to a minute the pods talk to the one before.
make_bridge() {
  ip link add "$BRIDGE" address 02:00:0a:f4:4d:01 type bridge && touch "$FOLDER/node" &&
    ip address add "$NODE_ADDRESS/24" dev "$BRIDGE" && ip address add "$SERVICE_ADDRESS/32" dev "$BRIDGE" && ip link set "$BRIDGE" up || return 1
  if [ -n "$AWS" ]; then
    ip address add "$AWS_ADDRESS/32" dev "$BRIDGE" && ip address add "$POD_IDENTITY_ADDRESS/32" dev "$BRIDGE"
  fi
}

start_containerd() {
  mkdir -p "$FOLDER/cni" "$FOLDER/manifests"
  cat >"$FOLDER/containerd.toml" <<TOML
version = 2
root = "$FOLDER/containerd"
state = "$FOLDER/containerd-state"
[grpc]
  address = "$FOLDER/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  stream_server_address = "127.0.0.1"
  disable_apparmor = true
  # Some virtual machines forbid lowering the score, and then no pod starts.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$NODE_ROOT/usr/lib/cni"
    conf_dir = "$FOLDER/cni"
  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."localhost:$REGISTRY_PORT"]
    endpoint = ["http://127.0.0.1:$REGISTRY_PORT"]
$(ecr_mirror)
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      BinaryName = "$NODE_ROOT/usr/sbin/runc"
TOML
  cat >"$FOLDER/cni/10-pods.conflist" <<CNI
{ "cniVersion": "0.4.0", "name": "pods", "plugins": [
  { "type": "bridge", "bridge": "$BRIDGE", "isGateway": true, "ipMasq": false, "hairpinMode": true,
    "ipam": { "type": "host-local", "dataDir": "$FOLDER/addresses",
      "ranges": [[{ "subnet": "$POD_RANGE" }]], "routes": [{ "dst": "0.0.0.0/0" }] } }] }
CNI
  launch containerd env PATH="$NODE_ROOT/usr/bin:$NODE_ROOT/usr/sbin:$PATH" "$NODE_ROOT/usr/bin/containerd" --config "$FOLDER/containerd.toml"
}

ecr_mirror() {
  if [ -n "$AWS" ]; then
    printf '  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."%s"]\n    endpoint = ["http://127.0.0.1:%s"]\n' "$LAB_REGISTRY" "$REGISTRY_PORT"
  fi
}

ctr() { "$NODE_ROOT/usr/bin/ctr" --address "$FOLDER/containerd.sock" --namespace k8s.io "$@"; }

ready_containerd() {
  wait_for containerd ctr version || return 1
  for image in "$CLUSTER_CACHE"/images/*.tar; do
    ctr images import "$image" >/dev/null || return 1
  done
}

start_registry() {
  cat >"$FOLDER/registry.yml" <<YML
version: 0.1
log: { level: warn }
storage: { filesystem: { rootdirectory: $FOLDER/registry } }
http: { addr: "127.0.0.1:$REGISTRY_PORT" }
YML
  launch registry "$NODE_ROOT/usr/bin/docker-registry" serve "$FOLDER/registry.yml"
}

# What pods ask for the addresses of names. The host's own names are not the pods' business.
start_names() {
  launch names "$PYTHON" -s "$HERE/names.py" "$NODE_ADDRESS" "$AWS_ADDRESS" amazonaws.com api.aws
  echo "nameserver $NODE_ADDRESS" >"$FOLDER/resolv.conf"
}

ready_names() { wait_for names grep -q listening "$LOGS/names.log"; }

# Lines of the kubelet's configuration: pods are given that server, and the search list of a cluster, in which nothing is found.
names_of_pods() {
  if has names; then printf 'clusterDNS: ["%s"]\nclusterDomain: cluster.local\nresolvConf: %s\n' "$NODE_ADDRESS" "$FOLDER/resolv.conf"; fi
}

start_kubelet() {
  write_kubeconfig "$FOLDER/kubelet.kubeconfig" kubelet
  cat >"$FOLDER/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $NODE_ADDRESS
healthzBindAddress: 127.0.0.1
healthzPort: 0
authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: $PKI/ca.crt } }
authorization: { mode: Webhook }
tlsCertFile: $PKI/kubelet.crt
tlsPrivateKeyFile: $PKI/kubelet.key
cgroupDriver: cgroupfs
failSwapOn: false
makeIPTablesUtilChains: false
staticPodPath: $FOLDER/manifests
nodeStatusUpdateFrequency: 1s
# This kubelet may miss the end of containers that it removes at once, and then tells the API of it at its next look at the pod: by default within a minute.
syncFrequency: 5s
serializeImagePulls: false
# A full disk of a test machine is not the tests' business.
evictionHard: { memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1% }
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
$(names_of_pods)
YAML
  # This kubelet looks for credentials of ECR by itself, and asks a machine's metadata for them.
  launch kubelet env AWS_EC2_METADATA_DISABLED=true PATH="$NODE_ROOT/usr/bin:$NODE_ROOT/usr/sbin:$PATH" "$CLUSTER_CACHE/bin/kubelet" \
    --config "$FOLDER/kubelet.yaml" --kubeconfig "$FOLDER/kubelet.kubeconfig" --cert-dir "$FOLDER/kubelet/pki" \
    --root-dir "$FOLDER/kubelet" --hostname-override "$NODE_NAME" --node-ip "$NODE_ADDRESS" \
    --container-runtime remote --container-runtime-endpoint "unix://$FOLDER/containerd.sock"
}

ready_kubelet() { wait_for kubelet node_is_ready; }

node_is_ready() {
  get "$(api_url)/api/v1/nodes/$NODE_NAME" | "$PYTHON" -s -c '
import json, sys
conditions = json.load(sys.stdin)["status"]["conditions"]
sys.exit(not any(each["type"] == "Ready" and each["status"] == "True" for each in conditions))'
}

# --- and its end -----------------------------------------------------------------------------------------------

# Containers outlive containerd on purpose, so they are ended through it while it runs.
end_pods() {
  local container namespaces=()
  is_running containerd || return 0
  for container in $(ctr containers list -q 2>/dev/null); do
    mapfile -t -O ${#namespaces[@]} namespaces < <(ctr containers info "$container" 2>/dev/null | grep -oE 'netns/cni-[0-9a-f-]+' | sort -u)
    ctr tasks kill --signal KILL "$container" >/dev/null 2>&1 || true
  done
  for container in $(ctr containers list -q 2>/dev/null); do
    for _ in $(seq 50); do
      ctr tasks delete --force "$container" >/dev/null 2>&1 && break
      ctr tasks list -q 2>/dev/null | grep -qxF "$container" || break
      sleep 0.1
    done
    ctr containers delete "$container" >/dev/null 2>&1 || true
    rm -f /var/lib/cni/results/*-"$container"-*
  done
  for namespace in "${namespaces[@]}"; do ip netns delete "${namespace#netns/}" 2>/dev/null || true; done
}

# What a node leaves outside its folder: shims of a killed containerd, mounts, the bridge, control groups, pod logs.
remove_node() {
  local pid mount pod group
  grep -lsF "$FOLDER/containerd.sock" /proc/[0-9]*/cmdline | cut -d/ -f3 | while read -r pid; do
    # Read in a group, whose redirection holds for the shell's own complaint too: some are gone by now.
    if { tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -q '^[^ ]*containerd-shim'; then kill -KILL "$pid" 2>/dev/null || true; fi
  done || true
  findmnt -rno TARGET | grep "^$FOLDER/" | sort -r | while read -r mount; do umount "$mount" 2>/dev/null || umount -l "$mount" || true; done || true
  ip link delete "$BRIDGE" 2>/dev/null || true
  for pod in "$FOLDER"/kubelet/pods/*; do
    pod=${pod##*/}
    [ "$pod" = '*' ] || rm -rf /var/log/pods/*_"$pod"
  done
  for group in /sys/fs/cgroup{,/*}/{kubepods,k8s.io}; do
    if [ -d "$group" ]; then find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || true; fi
  done
  find /var/log/containers -xtype l -delete 2>/dev/null || true
  # The kubelet makes this in spite of --root-dir. Anything more there belongs to another one.
  if [ "$(ls -A /var/lib/kubelet 2>/dev/null)" = device-plugins ]; then rm -rf /var/lib/kubelet; fi
  # Folders that these programs make wherever they run. Only empty ones go.
  find /var/log/{pods,containers} /var/lib/{cni,kubelet} /run/{containerd,netns} -depth -type d -empty -delete 2>/dev/null || true
  rm -f "$FOLDER/node"
}
