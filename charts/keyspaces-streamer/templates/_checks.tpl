{{/* Combinations of values that are each fine alone and cannot work together. deployment.yaml includes this. */}}
{{- define "keyspaces-streamer.checks" -}}
{{- if and (gt (int .Values.replicaCount) 1) (not .Values.leaderElection.enabled) }}
{{- fail (printf "replicaCount is %d and leaderElection.enabled is false: the pods would work against each other. Take one pod, or leader election." (int .Values.replicaCount)) }}
{{- end }}
{{- range $name, $image := dict "image" .Values.image "streamImage" .Values.streamImage }}
{{- if eq $image.tag "latest" }}
{{- fail (printf "%s.tag is latest, which names another image every time. Write a version, or %s.digest." $name $name) }}
{{- end }}
{{- end }}
{{- include "keyspaces-streamer.checkAccount" . }}
{{- include "keyspaces-streamer.checkPods" . }}
{{- include "keyspaces-streamer.checkMetrics" . }}
{{- include "keyspaces-streamer.checkStreams" . }}
{{- end }}

{{- define "keyspaces-streamer.checkAccount" -}}
{{- if not .Values.serviceAccount.create }}
{{- if not .Values.serviceAccount.name }}
{{- fail "serviceAccount.create is false and serviceAccount.name is empty: write the name of the ServiceAccount that exists." }}
{{- end }}
{{- if or .Values.serviceAccount.roleArn .Values.serviceAccount.annotations }}
{{- fail (printf "serviceAccount.create is false: roleArn and annotations must be written to the ServiceAccount %s itself." .Values.serviceAccount.name) }}
{{- end }}
{{- end }}
{{- if and .Values.serviceAccount.roleArn (hasKey .Values.serviceAccount.annotations "eks.amazonaws.com/role-arn") }}
{{- fail "serviceAccount.roleArn and the annotation eks.amazonaws.com/role-arn say the same thing twice: leave one of them out." }}
{{- end }}
{{- end }}

{{- define "keyspaces-streamer.checkPods" -}}
{{- range $label := list "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component" }}
{{- range $value, $labels := dict "podLabels" $.Values.podLabels "commonLabels" $.Values.commonLabels }}
{{- if hasKey $labels $label }}
{{- fail (printf "%s has %s, by which the Deployment finds its pods: the chart sets it." $value $label) }}
{{- end }}
{{- end }}
{{- end }}
{{- $own := include "keyspaces-streamer.ownEnvironment" . | fromYamlArray }}
{{- range .Values.extraEnv }}
{{- $name := .name }}
{{- range $own }}
{{- if eq .name $name }}
{{- fail (printf "extraEnv has %s, which the chart sets from a value of its own." $name) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.podDisruptionBudget.force (not .Values.podDisruptionBudget.enabled) }}
{{- fail "podDisruptionBudget.force is true and podDisruptionBudget.enabled is false: there is nothing to force." }}
{{- end }}
{{- end }}

{{- define "keyspaces-streamer.checkMetrics" -}}
{{- $monitor := .Values.metrics.podMonitor }}
{{- if gt (include "keyspaces-streamer.seconds" $monitor.scrapeTimeout | int) (include "keyspaces-streamer.seconds" $monitor.interval | int) }}
{{- fail (printf "metrics.podMonitor.scrapeTimeout is %s, longer than the interval of %s: Prometheus refuses that." $monitor.scrapeTimeout $monitor.interval) }}
{{- end }}
{{- end }}

{{- define "keyspaces-streamer.checkStreams" -}}
{{- $seen := dict }}
{{- range .Values.streams }}
{{- $namespace := default $.Release.Namespace .namespace }}
{{- if and $.Values.watchNamespaces (not (has $namespace $.Values.watchNamespaces)) }}
{{- fail (printf "stream %s lies in namespace %s, which is not one of watchNamespaces (%s): nobody would work on it." .name $namespace (join ", " $.Values.watchNamespaces)) }}
{{- end }}
{{- $key := printf "%s/%s" $namespace .name }}
{{- if hasKey $seen $key }}
{{- fail (printf "streams has %s twice." $key) }}
{{- end }}
{{- $_ := set $seen $key true }}
{{- end }}
{{- end }}
