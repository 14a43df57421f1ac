variable "name" {
  description = "Beginning of the roles' names."
  type        = string
}

variable "account_id" {
  description = "Account of tables, lease tables and roles."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id: write the 12 digits of the account."
  }
}

variable "region" {
  description = "Region of the cluster."
  type        = string
}

variable "cluster_name" {
  description = "Cluster whose Fargate profiles may take the pod execution role on."
  type        = string
}

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM."
  type        = string
}

variable "oidc_issuer" {
  description = "Its issuer, without https://."
  type        = string
}

variable "operator" {
  description = "Namespace and ServiceAccount of the operator."
  type        = object({ namespace = string, service_account = string })
}

variable "agent" {
  description = "Namespace and ServiceAccount of the CloudWatch agent; null for no role."
  type        = object({ namespace = string, service_account = string })
}

variable "log_group_arn" {
  description = "Log group that Fargate's log router writes to."
  type        = string
}

variable "metrics_log_group_arn" {
  description = "Log group that the CloudWatch agent writes to."
  type        = string
}

variable "create_pod_execution_role" {
  description = "Whether the role of the Fargate profiles is made."
  type        = bool
  default     = true
}

variable "repository_arns" {
  description = "Repositories of images that the operator resolves to digests."
  type        = list(string)
  default     = []
}

variable "permissions_boundary" {
  description = "ARN of a policy that bounds all roles; null for none."
  type        = string
  default     = null
}

variable "streams" {
  description = "The streams by a key that is unique in the account, with everything decided."
  type = map(object({
    name                    = string
    namespace               = string
    service_account         = string
    region                  = string
    keyspace                = string
    table                   = string
    finds_stream_by         = string # "table", "list" or "arn"
    record                  = optional(string, "Native")
    bucket                  = string
    bucket_region           = string
    prefix                  = string
    key_template            = string
    allow_shared_prefix     = bool
    earlier_folders         = bool
    object_tags             = bool
    kms_key_arn             = string
    checkpoint_table        = string
    checkpoint_region       = string
    create_checkpoint_table = bool
    delete_checkpoint_table = bool
  }))
}
