{{/* Names, labels and images that several templates use. */}}

{{- define "keyspaces-streamer.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{/* 40 characters, so that the longest ending fits. */}}
{{- define "keyspaces-streamer.fullname" -}}
{{- $name := include "keyspaces-streamer.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "keyspaces-streamer.operatorName" -}}
{{- include "keyspaces-streamer.fullname" . }}-operator
{{- end }}

{{- define "keyspaces-streamer.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "keyspaces-streamer.operatorName" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- .Values.serviceAccount.name -}}
{{- end -}}
{{- end }}

{{/* What the operator's Deployment selects by; it cannot change, so no version is here. */}}
{{- define "keyspaces-streamer.selectorLabels" -}}
app.kubernetes.io/name: {{ include "keyspaces-streamer.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end }}

{{/* Labels of every object: dict "root" $ "component" "operator", and "more" where an object has labels of its own. */}}
{{- define "keyspaces-streamer.labels" -}}
{{- $labels := dict
  "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-")
  "app.kubernetes.io/name" (include "keyspaces-streamer.name" .root)
  "app.kubernetes.io/instance" .root.Release.Name
  "app.kubernetes.io/version" (.root.Chart.AppVersion | toString)
  "app.kubernetes.io/managed-by" .root.Release.Service
  "app.kubernetes.io/part-of" "keyspaces-streamer"
  "app.kubernetes.io/component" .component
-}}
{{- merge $labels .root.Values.commonLabels (.more | default dict) | toYaml -}}
{{- end }}

{{/* A whole image name: dict "root" $ "image" .Values.image "registry" REGISTRY. A digest says more than any tag. */}}
{{- define "keyspaces-streamer.image" -}}
{{- if .registry }}{{ .registry }}/{{ end -}}
{{- .image.repository -}}
{{- if .image.digest }}@{{ .image.digest }}{{ else }}:{{ default .root.Chart.AppVersion .image.tag }}{{ end -}}
{{- end }}

{{- define "keyspaces-streamer.operatorImage" -}}
{{- include "keyspaces-streamer.image" (dict "root" . "image" .Values.image "registry" .Values.image.registry) -}}
{{- end }}

{{- define "keyspaces-streamer.streamImage" -}}
{{- include "keyspaces-streamer.image" (dict "root" . "image" .Values.streamImage "registry" (default .Values.image.registry .Values.streamImage.registry)) -}}
{{- end }}

{{/* Seconds of a duration such as 1m30s. */}}
{{- define "keyspaces-streamer.seconds" -}}
{{- $total := 0 -}}
{{- range regexFindAll "[0-9]+[smh]" . -1 -}}
{{- $number := regexFind "[0-9]+" . | int -}}
{{- $total = add $total (mul $number (get (dict "s" 1 "m" 60 "h" 3600) (regexFind "[smh]" .))) -}}
{{- end -}}
{{- $total -}}
{{- end }}
