variable "create" {
  description = "Whether the cluster is made; false takes the one of this name."
  type        = bool
  default     = true
}

variable "name" {
  description = "Name of the cluster."
  type        = string
}

variable "kubernetes_version" {
  description = "Version of Kubernetes, such as \"1.34\"; null lets EKS choose when it is made."
  type        = string
  default     = null
  validation {
    condition     = var.kubernetes_version == null ? true : can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "kubernetes_version: write the minor version, such as \"1.34\"."
  }
}

variable "subnet_ids" {
  description = "Private subnets of the pods."
  type        = list(string)
}

variable "public_access_cidrs" {
  description = "Addresses that may call the API server from outside the VPC; empty makes it private."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for range in var.public_access_cidrs : can(cidrhost(range, 0))])
    error_message = "public_access_cidrs: write IPv4 ranges, such as [\"198.51.100.0/24\"]."
  }
}

variable "kms_key_arn" {
  description = "Key for the Secrets of the cluster besides EKS's own encryption; null for none."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that the control plane's log is kept."
  type        = number
  default     = 7
}

variable "create_oidc_provider" {
  description = "Whether the OIDC provider is registered in IAM; false when it is there already."
  type        = bool
  default     = true
}

variable "coredns_on_fargate" {
  description = "Whether CoreDNS is an add-on on Fargate, as a cluster without nodes needs."
  type        = bool
  default     = true
}

variable "create_fargate_profiles" {
  description = "Whether Fargate profiles are made."
  type        = bool
  default     = true
}

variable "profiles" {
  description = "Fargate profiles by name: up to five selectors each, a namespace and labels."
  type        = map(list(object({ namespace = string, labels = optional(map(string), {}) })))
  validation {
    condition     = alltrue([for selectors in values(var.profiles) : length(selectors) >= 1 && length(selectors) <= 5])
    error_message = "profiles: write one to five selectors for each profile."
  }
}

variable "pod_execution_role_arn" {
  description = "Role that Fargate pulls images and writes logs with."
  type        = string
}
