variable "name" {
  description = "Beginning of the names."
  type        = string
}

variable "region" {
  description = "Region of the metrics."
  type        = string
}

variable "account_id" {
  description = "Account of the alarms."
  type        = string
}

variable "log_group" {
  description = "Name of the log group of the pods."
  type        = string
  default     = "/ecs/keyspaces-streamer"
}

variable "cluster_name" {
  description = "Cluster in the metrics' dimensions."
  type        = string
}

variable "operator_namespace" {
  description = "Namespace of the operator in the metrics' dimensions."
  type        = string
}

variable "dashboard_namespace" {
  description = "Namespace of the streams that the dashboard shows."
  type        = string
}

variable "streams" {
  description = "Streams with alarms of their own: name and namespace."
  type        = map(object({ name = string, namespace = string }))
}

variable "log_retention_days" {
  description = "Days that logs of the pods are kept."
  type        = number
  default     = 7
  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days: write a number of days that CloudWatch Logs knows, such as 7, 14 or 30."
  }
}

variable "metrics_retention_days" {
  description = "Days that the log events which carry metrics are kept."
  type        = number
  default     = 14
}

variable "alarm_emails" {
  description = "Addresses that alarms and notices are sent to; each must be confirmed once."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for address in var.alarm_emails : can(regex("^[^@ ]+@[^@ ]+$", address))])
    error_message = "alarm_emails: write mail addresses, such as [\"oncall@example.com\"]."
  }
}

variable "alarms_file" {
  description = "JSON file with the alarms."
  type        = string
}

variable "dashboard_file" {
  description = "Template of the dashboard."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of the topic; null for none. Its policy must let CloudWatch and EventBridge use it."
  type        = string
  default     = null
}
