-- s3:// is what EMR and Glue call it; elsewhere write s3a://.
-- Needs a Hadoop whose native library has Zstandard, as those of EMR and Glue have.
CREATE TABLE `media_content` (
  `id` string,
  `at` string,
  `owner` string,
  `Mixed Case` int,
  `__op` string,
  `c_ascii` string,
  `c_bigint` bigint,
  `c_blob` binary,
  `c_boolean` boolean,
  `c_counter` bigint,
  `c_date` date,
  `c_decimal` string,
  `c_decimal_digits` decimal(12,2),
  `c_deep` array<map<string,array<struct<`field0`:int,`field1`:array<map<string,array<struct<`street`:string,`zip`:int>>>>>>>>,
  `c_double` double,
  `c_duration` struct<`months`:int,`days`:int,`nanoseconds`:bigint>,
  `c_float` float,
  `c_inet` string,
  `c_int` int,
  `c_list` array<timestamp>,
  `c_map` map<string,date>,
  `c_map_of_numbers` map<string,bigint>,
  `c_map_of_tuples` array<struct<`key`:struct<`field0`:int,`field1`:string>,`value`:double>>,
  `c_set` array<binary>,
  `c_smallint` int,
  `c_time` bigint,
  `c_timestamp` timestamp,
  `c_tinyint` int,
  `c_tuple` struct<`field0`:int,`field1`:string,`field2`:boolean>,
  `c_type` struct<`a b`:int,`_op`:string,`ä`:boolean>,
  `c_uuid` string,
  `c_uuid_bytes` string,
  `c_varint` decimal(38,0),
  `c_varint_text` string,
  `comma,colon:` int,
  `dt` int,
  `quo'te\"``` int,
  `select` int,
  `_op` string,
  `_ts` timestamp,
  `_seq` string,
  `_shard` string,
  `_lineage` int,
  `_origin` string,
  `_kind` string,
  `_unmapped` string
)
USING json
OPTIONS (
  path 's3://keyspaces-data/media/Content/',
  recursiveFileLookup 'true',
  pathGlobFilter '*.json.zst'
);

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
-- Rows of _kind 'static' are changes of static columns, which concern a whole partition: they have no clustering key, and the view leaves them out.
CREATE OR REPLACE VIEW `media_content_latest` AS
SELECT `id`, `at`, `owner`, `Mixed Case`, `__op`, `c_ascii`, `c_bigint`, `c_blob`, `c_boolean`, `c_counter`, `c_date`, `c_decimal`, `c_decimal_digits`, `c_deep`, `c_double`, `c_duration`, `c_float`, `c_inet`, `c_int`, `c_list`, `c_map`, `c_map_of_numbers`, `c_map_of_tuples`, `c_set`, `c_smallint`, `c_time`, `c_timestamp`, `c_tinyint`, `c_tuple`, `c_type`, `c_uuid`, `c_uuid_bytes`, `c_varint`, `c_varint_text`, `comma,colon:`, `dt`, `quo'te\"```, `select`, `_op`, `_ts`, `_seq`, `_shard`, `_lineage`, `_origin`, `_kind`, `_unmapped`
FROM (
  SELECT *, row_number() OVER (PARTITION BY `id`, `at` ORDER BY `_lineage` DESC, `_seq` DESC) AS `newest`
  FROM `media_content`
  WHERE `_kind` = 'row'
) AS numbered
WHERE `newest` = 1 AND `_op` NOT IN ('DELETE', 'REPLICATED_DELETE');
