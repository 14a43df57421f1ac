# ARNs of what the streams read and write.
locals {
  regions = distinct(concat([var.region], flatten([for stream in values(var.streams) : [stream.region, stream.bucket_region, stream.checkpoint_region]])))
  partitions = { for region in local.regions : region =>
    startswith(region, "cn-") ? "aws-cn" : startswith(region, "us-gov-") ? "aws-us-gov" : startswith(region, "eusc-") ? "aws-eusc" : "aws"
  }
  partition = local.partitions[var.region]
  domains   = { for region in local.regions : region => startswith(region, "cn-") ? "amazonaws.com.cn" : startswith(region, "eusc-") ? "amazonaws.eu" : "amazonaws.com" }

  tables = { for key, stream in var.streams : key =>
    "arn:${local.partitions[stream.region]}:cassandra:${stream.region}:${var.account_id}:/keyspace/${stream.keyspace}/table/${stream.table}"
  }
  # User-defined types have no ARN of their own.
  keyspaces        = { for key, stream in var.streams : key => "arn:${local.partitions[stream.region]}:cassandra:${stream.region}:${var.account_id}:/keyspace/${stream.keyspace}/" }
  system_keyspaces = { for key, stream in var.streams : key => "arn:${local.partitions[stream.region]}:cassandra:${stream.region}:${var.account_id}:/keyspace/system*" }
  # All streams of the table: their label changes each time CDC is turned on.
  table_streams     = { for key, table in local.tables : key => "${table}/stream/*" }
  checkpoint_tables = { for key, stream in var.streams : key => "arn:${local.partitions[stream.checkpoint_region]}:dynamodb:${stream.checkpoint_region}:${var.account_id}:table/${stream.checkpoint_table}" }
  buckets           = { for key, stream in var.streams : key => "arn:${local.partitions[stream.bucket_region]}:s3:::${stream.bucket}" }
}
