{{/* What the operator's pods and the pod of `helm test` have in common. */}}

{{/* The user is that of the images; the rest is what restricted namespaces ask for. */}}
{{- define "keyspaces-streamer.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "keyspaces-streamer.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Requests equal limits: Fargate sells nothing else. */}}
{{- define "keyspaces-streamer.resources" -}}
requests:
  cpu: {{ .Values.resources.cpu | quote }}
  memory: {{ .Values.resources.memory | quote }}
limits:
  cpu: {{ .Values.resources.cpu | quote }}
  memory: {{ .Values.resources.memory | quote }}
{{- end }}

{{/* The variables that the operator reads, those of extraEnv last. */}}
{{- define "keyspaces-streamer.environment" -}}
{{ include "keyspaces-streamer.ownEnvironment" . }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "keyspaces-streamer.ownEnvironment" -}}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: WATCH_NAMESPACES
  value: {{ join "," .Values.watchNamespaces | quote }}
{{- with .Values.installationId }}
- name: INSTALLATION_ID
  value: {{ . | quote }}
{{- end }}
- name: STREAMER_IMAGE
  value: {{ include "keyspaces-streamer.streamImage" . | quote }}
{{- with .Values.aws.region }}
- name: AWS_REGION
  value: {{ . | quote }}
{{- end }}
- name: RECONCILE_WORKERS
  value: {{ .Values.reconcileWorkers | int | quote }}
- name: LEADER_ELECTION
  value: {{ .Values.leaderElection.enabled | quote }}
- name: LOG_LEVEL
  value: {{ .Values.logLevel | quote }}
{{- with .Values.aws.endpoints.keyspaces }}
- name: AWS_ENDPOINT_URL_KEYSPACES
  value: {{ . | quote }}
{{- end }}
{{- with .Values.aws.endpoints.ecr }}
- name: AWS_ENDPOINT_URL_ECR
  value: {{ . | quote }}
{{- end }}
{{- with .Values.aws.allowedEndpoints }}
- name: ALLOWED_ENDPOINTS
  value: {{ join "," . | quote }}
{{- end }}
- name: DOTNET_EnableDiagnostics
  value: "0"
- name: TMPDIR
  value: /tmp
{{- /* The folder is written out, so that the public authorities stay trusted beside the file. */}}
{{- if .Values.aws.trustedCertificates.configMap }}
- name: SSL_CERT_FILE
  value: {{ printf "/etc/keyspaces-streamer-certificates/%s" .Values.aws.trustedCertificates.key | quote }}
- name: SSL_CERT_DIR
  value: /etc/ssl/certs
{{- end }}
{{- end }}

{{- define "keyspaces-streamer.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.aws.trustedCertificates.configMap }}
- name: trusted-certificates
  mountPath: /etc/keyspaces-streamer-certificates
  readOnly: true
{{- end }}
{{- end }}

{{- define "keyspaces-streamer.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{- if .Values.aws.trustedCertificates.configMap }}
- name: trusted-certificates
  configMap:
    name: {{ .Values.aws.trustedCertificates.configMap }}
    items:
      - key: {{ .Values.aws.trustedCertificates.key | quote }}
        path: {{ .Values.aws.trustedCertificates.key | quote }}
{{- end }}
{{- end }}

{{- define "keyspaces-streamer.placement" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
