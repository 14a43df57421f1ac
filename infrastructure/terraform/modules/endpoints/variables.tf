variable "name" {
  description = "Beginning of the names."
  type        = string
}

variable "region" {
  description = "Region of the VPC."
  type        = string
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets that the endpoints get an address in."
  type        = list(string)
}

variable "route_table_ids" {
  description = "Route tables that the gateway endpoints enter."
  type        = list(string)
}

variable "client_security_group_id" {
  description = "Group of the pods, which may call the endpoints."
  type        = string
}

variable "gateways" {
  description = "Services with a gateway endpoint."
  type        = set(string)
  default     = ["s3", "dynamodb"]
  validation {
    condition     = length(setsubtract(var.gateways, ["s3", "dynamodb"])) == 0
    error_message = "gateways: write \"s3\" and \"dynamodb\"; no other service has a gateway endpoint."
  }
}

variable "streams_private_dns" {
  description = "Whether cassandra-streams.REGION.api.aws leads to the endpoint inside the VPC. Default: as AWS offers it for the service."
  type        = bool
  default     = null
}

variable "interfaces" {
  description = "Services with an interface endpoint; each costs by the hour and zone."
  type        = set(string)
  default     = ["cassandra-streams", "cassandra", "ecr.api", "ecr.dkr", "sts", "logs"]
}

variable "account_id" {
  description = "The account whose principals may use the endpoints."
  type        = string
}

variable "trusted_accounts" {
  description = "Other accounts whose tables, buckets and images may be reached."
  type        = set(string)
  default     = []
}

variable "restrict" {
  description = "Whether the endpoints' policies name the account. They hold for everything in the VPC."
  type        = bool
  default     = true
}

variable "create_pod_group" {
  description = "Whether a security group is made for stream pods that reach AWS through the endpoints and nothing else."
  type        = bool
  default     = false
}
