variable "create" {
  description = "Whether the repositories are made; false takes those that exist."
  type        = bool
  default     = true
}

variable "repositories" {
  description = "Names of the repositories."
  type        = set(string)
  default     = ["keyspaces-streamer/operator", "keyspaces-streamer/streampod"]
}

variable "keep_images" {
  description = "Images that are kept in each, the newest."
  type        = number
  default     = 30
  validation {
    condition     = var.keep_images >= 2
    error_message = "keep_images: write 2 or more, a rollback needs the image before."
  }
}

variable "force_delete" {
  description = "Whether destroying a repository deletes its images."
  type        = bool
  default     = false
}
