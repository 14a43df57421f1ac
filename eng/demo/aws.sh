# The demo's AWS: names, roles and sessions as on EKS, in front of local servers. Sourced by system.sh, never executed.
# shellcheck shell=bash
# shellcheck disable=SC2154  # PLACE, SPACE and the like are the caller's

LAB=artifacts/bin/AwsLab/release/aws-lab
OPERATOR=artifacts/bin/Operator/release/streamer-operator
OPERATOR_ROLE=keyspaces-streamer-operator
STREAM_ROLE=$STREAM-stream
OPERATOR_ACCOUNT=keyspaces-streamer-operator # the ServiceAccount that the chart makes
POD_ACCOUNT=$STREAM-pods                     # and one for an association of Pod Identity
# The SDK fetches credentials again when less than 16 minutes are left: these are used for 20 s. AWS ends some before it said so; so does this one, 3 s before that.
SESSION_SECONDS=980
EARLY_SECONDS=963

start_aws() {
  mkdir -p "$PLACE/aws/roles"
  # The account is part of a table's ARN, and the SDK addresses a table of a known account by a name of its own.
  AWS_ACCOUNT_ID=$LAB_ACCOUNT eng/servers/run.sh start "$PLACE/servers" >/dev/null
  set -a
  # shellcheck source=/dev/null
  . "$PLACE/servers/servers.env"
  set +a
  setsid "$EMULATOR" serve --port 0 --port-file "$PLACE/emulator.port" --account "$LAB_ACCOUNT" --region "$LAB_REGION" </dev/null >"$PLACE/emulator.log" 2>&1 &
  echo $! >"$PLACE/emulator.pid"
  await "$PATIENCE" "the emulator did not start" test -s "$PLACE/emulator.port"
  STREAM_ENDPOINT=http://127.0.0.1:$(cat "$PLACE/emulator.port")
  "$EMULATOR" create-table media.media_content --shards 4 --endpoint "$STREAM_ENDPOINT" >/dev/null
  "$PYTHON" -s "$HERE/objects.py" create "$BUCKET"
  echo "{ \"keyspaces-streamer/streampod:$VERSION\": \"${STREAMPOD_IMAGE#*@}\" }" >"$PLACE/aws/images.json"
  get "$(api_url)/openid/v1/jwks" >"$PLACE/jwks.json"
  setsid "$LAB" serve --folder "$PLACE/aws" --address "$AWS_ADDRESS:443" --region "$LAB_REGION" --account "$LAB_ACCOUNT" \
    --streams "$STREAM_ENDPOINT" --s3 "$S3_ENDPOINT" --dynamodb "$DYNAMODB_ENDPOINT" --issuer "$ISSUER" --jwks "$PLACE/jwks.json" \
    --session-seconds $SESSION_SECONDS --expire-early-seconds $EARLY_SECONDS --pod-identity "$POD_IDENTITY_ADDRESS:80" \
    --api-server "$(api_url)" --api-ca "$PKI/ca.crt" --api-cert "$PKI/admin.crt" --api-key "$PKI/admin.key" </dev/null >"$PLACE/aws-lab.log" 2>&1 &
  echo $! >"$PLACE/aws-lab.pid"
  await "$PATIENCE" "the stand-in for AWS did not start" test -s "$PLACE/aws/ready"
  webhook_configuration | kubectl apply -f - >/dev/null
  row "AWS" "TLS at $AWS_ADDRESS under AWS's names; every request is signed, and judged by the policies of its role"
  row "" "Keyspaces: our emulator; S3: moto; DynamoDB: dynalite"
}

stop_aws() {
  local name
  for name in aws-lab emulator; do
    if [ -s "$PLACE/$name.pid" ]; then kill "$(cat "$PLACE/$name.pid")" 2>/dev/null || true; fi
  done
  if [ -d "$PLACE/servers" ]; then eng/servers/run.sh stop "$PLACE/servers"; fi
}

# What EKS has registered: it gives pods the token and the variables of their ServiceAccount's role.
webhook_configuration() {
  cat <<YAML
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: pod-identity-webhook }
webhooks:
- name: pod-identity-webhook.amazonaws.com
  clientConfig: { url: "https://$AWS_ADDRESS/mutate-pods", caBundle: $(base64 -w0 "$PLACE/aws/ca.crt") }
  rules: [{ operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods] }]
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Fail
YAML
}

# The authority of those names, as a company gives its own.
give_authority() { kubectl create configmap company-authority -n "$1" --from-file=ca.crt="$PLACE/aws/ca.crt" >/dev/null; }

# Two roles, with exactly what the operator's own command prints.
make_roles() {
  "$OPERATOR" iam "$STREAM" -n "$SPACE" -f "$PLACE/stream.yaml" --region "$LAB_REGION" --operator "$SYSTEM/$OPERATOR_ACCOUNT" \
    --image "$LAB_REGISTRY/keyspaces-streamer/streampod:$VERSION" \
    --oidc-provider "arn:aws:iam::$LAB_ACCOUNT:oidc-provider/${ISSUER#https://}" >"$PLACE/iam.json"
  "$PYTHON" -s "$HERE/rights.py" roles "$PLACE/aws" "$PLACE/iam.json" $OPERATOR_ROLE "$STREAM_ROLE"
}

# The same roles by EKS Pod Identity: associations in the place of annotations.
associate() {
  cat >"$PLACE/aws/associations.next" <<JSON
[ { "namespace": "$SYSTEM", "serviceAccount": "$OPERATOR_ACCOUNT", "role": "$OPERATOR_ROLE" },
  { "namespace": "$SPACE", "serviceAccount": "$POD_ACCOUNT", "role": "$STREAM_ROLE" } ]
JSON
  mv "$PLACE/aws/associations.next" "$PLACE/aws/associations.json"
  "$PYTHON" -s "$HERE/rights.py" associate "$PLACE/aws" $OPERATOR_ROLE "$STREAM_ROLE"
  kubectl create serviceaccount "$POD_ACCOUNT" -n "$SPACE" >/dev/null
}

rights_report() { "$PYTHON" -s "$HERE/rights.py" report "$PLACE/aws"; }
