-- Athena runs one statement at a time.
-- Left out, because Athena has no name or no type for it: c_type.a b, c_type.ä, comma,colon:, quo'te\"`.
-- Hive's reader of JSON, because that of OpenX makes the keys in maps lower case. What JSON writes as text stays text: from_iso8601_timestamp(), date() and from_base64() make values of it.
CREATE EXTERNAL TABLE `media_content` (
  `id` string,
  `at` string,
  `owner` string,
  `Mixed Case` int,
  `__op` string,
  `c_ascii` string,
  `c_bigint` bigint,
  `c_blob` string,
  `c_boolean` boolean,
  `c_counter` bigint,
  `c_date` string,
  `c_decimal` string,
  `c_decimal_digits` decimal(12,2),
  `c_deep` array<map<string,array<struct<`field0`:int,`field1`:array<map<string,array<struct<`street`:string,`zip`:int>>>>>>>>,
  `c_double` double,
  `c_duration` struct<`months`:int,`days`:int,`nanoseconds`:bigint>,
  `c_float` float,
  `c_inet` string,
  `c_int` int,
  `c_list` array<string>,
  `c_map` map<string,string>,
  `c_map_of_numbers` map<string,bigint>,
  `c_map_of_tuples` array<struct<`key`:struct<`field0`:int,`field1`:string>,`value`:double>>,
  `c_set` array<string>,
  `c_smallint` int,
  `c_time` bigint,
  `c_timestamp` string,
  `c_tinyint` int,
  `c_tuple` struct<`field0`:int,`field1`:string,`field2`:boolean>,
  `c_type` struct<`_op`:string>,
  `c_uuid` string,
  `c_uuid_bytes` string,
  `c_varint` decimal(38,0),
  `c_varint_text` string,
  `dt` int,
  `select` int,
  `_op` string,
  `_ts` string,
  `_seq` string,
  `_shard` string,
  `_lineage` int,
  `_origin` string,
  `_kind` string,
  `_unmapped` string
)
PARTITIONED BY (`dt_folder` string)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS TEXTFILE
LOCATION 's3://keyspaces-data/media/Content/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.dt_folder.type' = 'date',
  'projection.dt_folder.format' = 'yyyy-MM-dd',
  'projection.dt_folder.range' = '2025-07-01,NOW',
  'projection.dt_folder.interval' = '1',
  'projection.dt_folder.interval.unit' = 'DAYS',
  'storage.location.template' = 's3://keyspaces-data/media/Content/${dt_folder}/'
);

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
-- Rows of _kind 'static' are changes of static columns, which concern a whole partition: they have no clustering key, and the view leaves them out.
CREATE OR REPLACE VIEW "media_content_latest" AS
SELECT "id", "at", "owner", "Mixed Case", "__op", "c_ascii", "c_bigint", "c_blob", "c_boolean", "c_counter", "c_date", "c_decimal", "c_decimal_digits", "c_deep", "c_double", "c_duration", "c_float", "c_inet", "c_int", "c_list", "c_map", "c_map_of_numbers", "c_map_of_tuples", "c_set", "c_smallint", "c_time", "c_timestamp", "c_tinyint", "c_tuple", "c_type", "c_uuid", "c_uuid_bytes", "c_varint", "c_varint_text", "dt", "select", "_op", "_ts", "_seq", "_shard", "_lineage", "_origin", "_kind", "_unmapped"
FROM (
  SELECT *, row_number() OVER (PARTITION BY "id", "at" ORDER BY "_lineage" DESC, "_seq" DESC) AS "newest"
  FROM "media_content"
  WHERE "_kind" = 'row'
) AS numbered
WHERE "newest" = 1 AND "_op" NOT IN ('DELETE', 'REPLICATED_DELETE');
