variable "region" {
  description = "Region of cluster, tables and bucket."
  type        = string
  validation {
    condition     = can(regex("^[a-z]{2,}(-[a-z]+)+-[0-9]+$", var.region))
    error_message = "region: write the AWS region, such as \"eu-west-1\"."
  }
}

variable "account_id" {
  description = "The one account that may be changed; null takes that of the credentials."
  type        = string
  default     = null
  validation {
    condition     = var.account_id == null ? true : can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id: write the 12 digits of the account, in quotes."
  }
}

variable "name" {
  description = "Beginning of all names."
  type        = string
  default     = "keyspaces-streamer"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,28}[a-z0-9]$", var.name))
    error_message = "name: write 3 to 30 small letters, digits and hyphens, a letter first."
  }
}

variable "environment" {
  description = "Name of the environment, which follows the name; empty for none. Several environments may share an account."
  type        = string
  default     = ""
  validation {
    condition     = can(regex("^([a-z0-9]{1,12})?$", var.environment))
    error_message = "environment: write at most 12 small letters and digits, such as \"prod\"."
  }
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}

variable "permissions_boundary" {
  description = "ARN of a policy that bounds all roles of streams, operator, agent and Fargate; null for none."
  type        = string
  default     = null
}

variable "network" {
  description = "The VPC: made, or brought by its ids. zones null takes the first three of the region. nat is \"single\", \"per_zone\" or \"none\"."
  type = object({
    create                  = optional(bool, true)
    cidr                    = optional(string, "10.0.0.0/16")
    zones                   = optional(list(string))
    nat                     = optional(string, "single")
    vpc_id                  = optional(string)
    private_subnet_ids      = optional(list(string), [])
    private_route_table_ids = optional(list(string), [])
  })
  default = {}
  validation {
    condition     = var.network.create ? var.network.vpc_id == null && length(var.network.private_subnet_ids) == 0 : var.network.vpc_id != null && length(var.network.private_subnet_ids) >= 2
    error_message = "network: write create = true alone, or create = false with vpc_id and at least two private_subnet_ids."
  }
}

variable "cluster" {
  description = "The EKS cluster: made, or brought by its name. public_access_cidrs lets addresses outside the VPC call the API server. create_oidc_provider is false when IAM has the cluster's provider already."
  type = object({
    create                  = optional(bool, true)
    name                    = optional(string)
    kubernetes_version      = optional(string)
    public_access_cidrs     = optional(list(string), [])
    kms_key_arn             = optional(string)
    create_oidc_provider    = optional(bool, true)
    create_fargate_profiles = optional(bool, true)
    coredns_on_fargate      = optional(bool)
    pod_execution_role_arn  = optional(string)
  })
  default = {}
  validation {
    condition     = var.cluster.create || var.cluster.name != null
    error_message = "cluster: write the name of the cluster that exists, or create = true."
  }
}

variable "operator_namespace" {
  description = "Namespace of the operator."
  type        = string
  default     = "keyspaces-streamer-system"
}

variable "operator_service_account" {
  description = "ServiceAccount of the operator, as the chart names it."
  type        = string
  default     = "keyspaces-streamer-operator"
}

variable "streams" {
  description = <<-TEXT
    The streams by a key of your choice, which names role and alarms. keyspace and table are required.
    name: the resource in Kubernetes, default the key. namespace: default keyspaces-streams. prefix: below the bucket, default none.
    key_template: as spec.destination.keyTemplate, with the same default. The role is allowed what is below prefix and the fixed beginning of key_template,
    a folder of its own that no other stream's objects lie in; allow_shared_prefix accepts another one. earlier_folders: while pods of an earlier version run.
    bucket and bucket_region: default the bucket made here. kms_key_arn: key of the objects. object_tags: for spec.destination.tags.
    checkpoint_table: default PREFIX-KEYSPACE-TABLE, see checkpoint_table_prefix. delete_checkpoint_table: whether it goes with the stream.
    format and record: as spec.destination, default JsonLines and Native. For Flat and Debezium the operator may look at the table's columns and at the keyspace's types.
    finds_stream_by: "table" (default), "list" with an endpoint of your own, "arn" with spec.source.streamArn.
  TEXT
  type = map(object({
    keyspace                = string
    table                   = string
    name                    = optional(string)
    namespace               = optional(string, "keyspaces-streams")
    region                  = optional(string)
    prefix                  = optional(string, "")
    key_template            = optional(string, "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json")
    allow_shared_prefix     = optional(bool, false)
    earlier_folders         = optional(bool, false)
    bucket                  = optional(string)
    bucket_region           = optional(string)
    kms_key_arn             = optional(string)
    object_tags             = optional(map(string), {})
    checkpoint_table        = optional(string)
    checkpoint_region       = optional(string)
    delete_checkpoint_table = optional(bool, false)
    finds_stream_by         = optional(string, "table")
    format                  = optional(string, "JsonLines")
    record                  = optional(string, "Native")
  }))
  default = {}
  validation {
    condition     = alltrue([for key, stream in var.streams : can(regex("^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$", coalesce(stream.name, key)))])
    error_message = "streams: write names of at most 52 small letters, digits and hyphens, a letter first, such as media-content."
  }
  validation {
    condition     = alltrue([for stream in values(var.streams) : can(regex("^[A-Za-z0-9_]{1,48}$", stream.keyspace)) && can(regex("^[A-Za-z0-9_]{1,48}$", stream.table))])
    error_message = "streams: write keyspace and table as Keyspaces has them: at most 48 letters, digits and underscores."
  }
  validation {
    condition     = alltrue([for stream in values(var.streams) : contains(["table", "list", "arn"], stream.finds_stream_by)])
    error_message = "streams: write \"table\", \"list\" or \"arn\" for finds_stream_by."
  }
  validation {
    condition = alltrue([for stream in values(var.streams) :
      contains(["JsonLines", "Avro", "Parquet"], stream.format) && contains(["Native", "Flat", "Debezium"], stream.record) && (stream.format == "JsonLines" || stream.record != "Native")
    ])
    error_message = "streams: write JsonLines, Avro or Parquet for format and Native, Flat or Debezium for record; Avro and Parquet need Flat or Debezium."
  }
  validation {
    condition     = alltrue([for stream in values(var.streams) : !can(regex("--(x|table)-s3$", coalesce(stream.bucket, "none")))])
    error_message = "streams: write the name of a general purpose bucket. A directory bucket (--x-s3) lists without order and takes no tags, a table bucket (--table-s3) takes no objects."
  }
  validation {
    condition     = alltrue([for stream in values(var.streams) : !startswith(stream.prefix, "/") && !strcontains(stream.prefix, "..")])
    error_message = "streams: write prefix without a slash at the beginning, such as \"cdc/\"."
  }
  validation {
    condition     = alltrue([for stream in values(var.streams) : !startswith(stream.key_template, "/") && can(regex("\\{(first)?[sS]equenceNumber\\}", stream.key_template))])
    error_message = "streams: write key_template as in spec.destination.keyTemplate: no slash at the beginning, and {sequenceNumber} or {firstSequenceNumber} in it."
  }
  validation {
    condition     = alltrue([for stream in values(var.streams) : stream.kms_key_arn == null ? true : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", stream.kms_key_arn))])
    error_message = "streams: write kms_key_arn as the ARN of a key, not of an alias."
  }
  validation {
    condition     = length(distinct([for key, stream in var.streams : "${stream.namespace}/${coalesce(stream.name, key)}"])) == length(var.streams)
    error_message = "streams: write each name once in a namespace."
  }
}

variable "checkpoint_tables" {
  description = "Who makes the lease tables: the \"operator\", or \"terraform\"."
  type        = string
  default     = "operator"
  validation {
    condition     = contains(["operator", "terraform"], var.checkpoint_tables)
    error_message = "checkpoint_tables: write \"operator\" or \"terraform\"."
  }
}

variable "checkpoint_table_prefix" {
  description = <<-TEXT
    Beginning of the names of lease tables, of streams without a checkpoint_table of their own. It has to be written where name or environment are:
    "NAME-ENVIRONMENT" for a new environment, "keyspaces-streamer" for one whose streams have begun without it, which keeps their tables and places.
  TEXT
  type        = string
  default     = null
  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,150}$", coalesce(var.checkpoint_table_prefix, "none")))
    error_message = "checkpoint_table_prefix: write 3 to 150 letters, digits, hyphens, underscores and dots."
  }
  validation {
    condition     = var.checkpoint_table_prefix != null || (var.name == "keyspaces-streamer" && var.environment == "") || alltrue([for stream in values(var.streams) : stream.checkpoint_table != null])
    error_message = <<-TEXT
      checkpoint_table_prefix: write "${var.name}${var.environment == "" ? "" : "-"}${var.environment}" when the streams of this state are new. Write "keyspaces-streamer" when they have begun:
      their lease tables bear that name, and under another one a stream would lose its place.
    TEXT
  }
}

variable "point_in_time_recovery" {
  description = "Whether lease tables made here can be restored to any second of the last 35 days, and leave a backup when they are deleted."
  type        = bool
  default     = true
}

variable "deletion_protection" {
  description = "Whether lease tables made here refuse to be deleted."
  type        = bool
  default     = true
}

variable "delete_data" {
  description = "Whether bucket, lease tables and images may be deleted with all that is in them. cleanup.sh --delete-data sets it for its own run."
  type        = bool
  default     = false
}

variable "bucket" {
  description = "The bucket: made with a name of its own (default keyspaces-data-SUFFIX), or brought by its name. force_destroy deletes its objects with it. versioning keeps replaced and deleted objects for older_versions_days; create_only refuses that streams' roles replace any."
  type = object({
    create              = optional(bool, true)
    name                = optional(string)
    kms_key_arn         = optional(string)
    versioning          = optional(bool, true)
    older_versions_days = optional(number, 30)
    create_only         = optional(bool, true)
    force_destroy       = optional(bool, false)
    lifecycle_days      = optional(object({ infrequent = optional(number), archive = optional(number), expire = optional(number) }), {})
  })
  default = {}
  validation {
    condition     = var.bucket.create || var.bucket.name != null
    error_message = "bucket: write the name of the bucket that exists, or create = true."
  }
  validation {
    condition     = !can(regex("--(x|table)-s3$", coalesce(var.bucket.name, "none")))
    error_message = "bucket: write the name of a general purpose bucket. A directory bucket (--x-s3) lists without order and takes no tags, a table bucket (--table-s3) takes no objects."
  }
}

variable "registry" {
  description = "The repositories of the images in ECR."
  type        = object({ create = optional(bool, true), keep_images = optional(number, 30), force_delete = optional(bool, false) })
  default     = {}
}

variable "endpoints" {
  description = <<-TEXT
    VPC endpoints: gateways cost nothing by the hour, interfaces do. Without a NAT gateway all of them are needed.
    streams_private_dns: whether cassandra-streams.REGION.api.aws leads to its endpoint; default, as AWS offers it. Without it, output streams_endpoint is for spec.source.endpoint.
    restrict: whether their policies let principals of this account alone reach what belongs to it and to trusted_accounts; default, in a VPC made here, because policies
    hold for everything in the VPC. pod_group: makes a security group for stream pods that reach the endpoints alone; output pod_security_group_id.
  TEXT
  type = object({
    gateways            = optional(set(string), ["s3", "dynamodb"])
    interfaces          = optional(set(string), [])
    streams_private_dns = optional(bool)
    restrict            = optional(bool)
    trusted_accounts    = optional(set(string), [])
    pod_group           = optional(bool, false)
  })
  default = {}
  validation {
    condition     = !(var.network.create && var.network.nat == "none") || length(setsubtract(["cassandra-streams", "cassandra", "ecr.api", "ecr.dkr", "sts", "logs"], var.endpoints.interfaces)) == 0
    error_message = "endpoints: without a NAT gateway, write all of interfaces = [\"cassandra-streams\", \"cassandra\", \"ecr.api\", \"ecr.dkr\", \"sts\", \"logs\"]."
  }
}

variable "observability" {
  description = "Logs, alarms and dashboard. agent_namespace null makes no role for a CloudWatch agent."
  type = object({
    log_group              = optional(string, "/ecs/keyspaces-streamer")
    log_retention_days     = optional(number, 7)
    metrics_retention_days = optional(number, 14)
    alarm_emails           = optional(set(string), [])
    topic_kms_key_arn      = optional(string)
    agent_namespace        = optional(string, "amazon-cloudwatch")
    agent_service_account  = optional(string, "cloudwatch-agent")
  })
  default = {}
}
