variable "create_bucket" {
  description = "Whether the bucket is made; false takes one that exists."
  type        = bool
  default     = true
}

variable "bucket" {
  description = "Name of the bucket."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket: write 3 to 63 small letters, digits and hyphens, not a hyphen at either end."
  }
}

variable "kms_key_arn" {
  description = "Key of the objects; null for S3's own."
  type        = string
  default     = null
}

variable "versioning" {
  description = "Whether older versions of an object are kept."
  type        = bool
  default     = true
}

variable "older_versions_days" {
  description = "Days for which an older version is kept."
  type        = number
  default     = 30
  validation {
    condition     = var.older_versions_days >= 1 && floor(var.older_versions_days) == var.older_versions_days
    error_message = "older_versions_days: write a whole number of days, 1 or more."
  }
}

variable "create_only_roles" {
  description = "Roles that may create objects and replace none, as an ARN with wildcards; null for no such rule in the bucket's policy."
  type        = string
  default     = null
}

variable "force_destroy" {
  description = "Whether destroying the bucket deletes its objects."
  type        = bool
  default     = false
}

variable "lifecycle_days" {
  description = "Days until objects move to STANDARD_IA and GLACIER, and until they are deleted; null for never."
  type        = object({ infrequent = optional(number), archive = optional(number), expire = optional(number) })
  default     = {}
  validation {
    condition     = var.lifecycle_days.infrequent == null ? true : var.lifecycle_days.infrequent >= 30
    error_message = "lifecycle_days.infrequent: write 30 or more, S3 moves nothing to STANDARD_IA before."
  }
  validation {
    condition     = var.lifecycle_days.archive == null || var.lifecycle_days.infrequent == null ? true : var.lifecycle_days.archive >= var.lifecycle_days.infrequent + 30
    error_message = "lifecycle_days.archive: write at least 30 days more than lifecycle_days.infrequent."
  }
}

variable "checkpoint_tables" {
  description = "Names of DynamoDB tables to make; none where the operator makes them."
  type        = set(string)
  default     = []
}

variable "point_in_time_recovery" {
  description = "Whether checkpoint tables can be restored to any second of the last 35 days, and leave a backup when they are deleted."
  type        = bool
  default     = true
}

variable "deletion_protection" {
  description = "Whether checkpoint tables refuse to be deleted."
  type        = bool
  default     = true
}
