# The text that every key of a stream begins with: its prefix and the fixed beginning of its key template. A role is allowed the objects
# below it. The operator says the same (KeyHead), and a test compares the two.
locals {
  beginnings = { for key, stream in var.streams : key => "${stream.prefix}${regex("^(?:[^{]|\\{keyspace\\}|\\{table\\})*", stream.key_template)}" }
  # What stands between a folder and the first variable, such as "dt=", is no part of it.
  folders = { for key, beginning in local.beginnings : key => try(regex("^(.*/)[^{/]*$", beginning)[0], "") }
  ends    = { for key, stream in var.streams : key => local.folders[key] != "" && length(local.folders[key]) >= length(stream.prefix) ? local.folders[key] : local.beginnings[key] }
  heads = { for key, stream in var.streams : key => join("", [
    stream.prefix,
    replace(replace(substr(local.ends[key], length(stream.prefix), -1), "{keyspace}", stream.keyspace), "{table}", stream.table),
  ]) }

  # Streams of the same bucket whose objects are below this one's head.
  reached = { for key, head in local.heads : key => [
    for other, inner in local.heads : other if other != key && local.buckets[other] == local.buckets[key] && startswith(inner, head)
  ] }

  # IAM sees no wildcards and no variables of its own in these.
  literal_heads    = { for key, head in local.heads : key => replace(head, "/([*?$])/", "$${$1}") }
  literal_prefixes = { for key, stream in var.streams : key => replace(stream.prefix, "/([*?$])/", "$${$1}") }

  objects = { for key, bucket in local.buckets : key => "${bucket}/${local.literal_heads[key]}*" }
  # Where earlier versions noted gaps and put records aside.
  earlier_folders = { for key, bucket in local.buckets : key => [
    for folder in ["_gaps", "_quarantine"] : "${bucket}/${local.literal_prefixes[key]}${folder}/${var.streams[key].keyspace}/${var.streams[key].table}/*"
  ] }
}
