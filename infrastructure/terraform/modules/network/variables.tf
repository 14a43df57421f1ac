variable "name" {
  description = "Beginning of the names."
  type        = string
}

variable "cidr" {
  description = "Addresses of the VPC. Fargate takes one address for each pod."
  type        = string
  default     = "10.0.0.0/16"
  validation {
    condition     = can(cidrsubnet(var.cidr, 4, 15))
    error_message = "cidr: write an IPv4 range of at most 24 bits, such as 10.0.0.0/16."
  }
}

variable "availability_zones" {
  description = "Zones, at least two as EKS asks, three advised."
  type        = list(string)
  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 6 && length(distinct(var.availability_zones)) == length(var.availability_zones)
    error_message = "availability_zones: write 2 to 6 different zones, such as [\"eu-west-1a\", \"eu-west-1b\", \"eu-west-1c\"]."
  }
}

variable "nat" {
  description = "Way of the pods to the internet: \"single\" gateway, one \"per_zone\", or \"none\", which needs all endpoints and images in ECR."
  type        = string
  default     = "single"
  validation {
    condition     = contains(["single", "per_zone", "none"], var.nat)
    error_message = "nat: write \"single\", \"per_zone\" or \"none\"."
  }
}

variable "cluster_name" {
  description = "Cluster that the subnets are marked for."
  type        = string
}
