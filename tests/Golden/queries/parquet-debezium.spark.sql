-- s3:// is what EMR and Glue call it; elsewhere write s3a://.
CREATE TABLE `media_content` (
  `before` struct<`id`:string,`at`:string,`owner`:string,`Mixed Case`:int,`__op`:string,`c_ascii`:string,`c_bigint`:bigint,`c_blob`:binary,`c_boolean`:boolean,`c_counter`:bigint,`c_date`:date,`c_decimal`:string,`c_decimal_digits`:decimal(12,2),`c_deep`:array<map<string,array<struct<`field0`:int,`field1`:array<map<int,array<struct<`street`:string,`zip`:int>>>>>>>>,`c_double`:double,`c_duration`:struct<`months`:int,`days`:int,`nanoseconds`:bigint>,`c_float`:float,`c_inet`:string,`c_int`:int,`c_list`:array<timestamp>,`c_map`:map<string,date>,`c_map_of_numbers`:map<int,bigint>,`c_map_of_tuples`:map<struct<`field0`:int,`field1`:string>,double>,`c_set`:array<binary>,`c_smallint`:int,`c_time`:bigint,`c_timestamp`:timestamp,`c_tinyint`:int,`c_tuple`:struct<`field0`:int,`field1`:string,`field2`:boolean>,`c_type`:struct<`a b`:int,`_op`:string,`ä`:boolean>,`c_uuid`:string,`c_uuid_bytes`:binary,`c_varint`:decimal(38,0),`c_varint_text`:string,`comma,colon:`:int,`dt`:int,`quo'te\"```:int,`select`:int,`_unmapped`:string>,
  `after` struct<`id`:string,`at`:string,`owner`:string,`Mixed Case`:int,`__op`:string,`c_ascii`:string,`c_bigint`:bigint,`c_blob`:binary,`c_boolean`:boolean,`c_counter`:bigint,`c_date`:date,`c_decimal`:string,`c_decimal_digits`:decimal(12,2),`c_deep`:array<map<string,array<struct<`field0`:int,`field1`:array<map<int,array<struct<`street`:string,`zip`:int>>>>>>>>,`c_double`:double,`c_duration`:struct<`months`:int,`days`:int,`nanoseconds`:bigint>,`c_float`:float,`c_inet`:string,`c_int`:int,`c_list`:array<timestamp>,`c_map`:map<string,date>,`c_map_of_numbers`:map<int,bigint>,`c_map_of_tuples`:map<struct<`field0`:int,`field1`:string>,double>,`c_set`:array<binary>,`c_smallint`:int,`c_time`:bigint,`c_timestamp`:timestamp,`c_tinyint`:int,`c_tuple`:struct<`field0`:int,`field1`:string,`field2`:boolean>,`c_type`:struct<`a b`:int,`_op`:string,`ä`:boolean>,`c_uuid`:string,`c_uuid_bytes`:binary,`c_varint`:decimal(38,0),`c_varint_text`:string,`comma,colon:`:int,`dt`:int,`quo'te\"```:int,`select`:int,`_unmapped`:string>,
  `source` struct<`version`:string,`connector`:string,`name`:string,`ts_ms`:bigint,`snapshot`:string,`db`:string,`keyspace`:string,`table`:string,`shard`:string,`seq`:string,`lineage`:int,`origin`:string,`kind`:string>,
  `op` string,
  `ts_ms` bigint
)
USING parquet
OPTIONS (
  path 's3://keyspaces-data/media/Content/',
  recursiveFileLookup 'true',
  pathGlobFilter '*.parquet'
);

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
-- Rows of source.kind 'static' are changes of static columns, which concern a whole partition: they have no clustering key, and the view leaves them out.
CREATE OR REPLACE VIEW `media_content_latest` AS
SELECT `after`.`id` AS `id`, `after`.`at` AS `at`, `after`.`owner` AS `owner`, `after`.`Mixed Case` AS `Mixed Case`, `after`.`__op` AS `__op`, `after`.`c_ascii` AS `c_ascii`, `after`.`c_bigint` AS `c_bigint`, `after`.`c_blob` AS `c_blob`, `after`.`c_boolean` AS `c_boolean`, `after`.`c_counter` AS `c_counter`, `after`.`c_date` AS `c_date`, `after`.`c_decimal` AS `c_decimal`, `after`.`c_decimal_digits` AS `c_decimal_digits`, `after`.`c_deep` AS `c_deep`, `after`.`c_double` AS `c_double`, `after`.`c_duration` AS `c_duration`, `after`.`c_float` AS `c_float`, `after`.`c_inet` AS `c_inet`, `after`.`c_int` AS `c_int`, `after`.`c_list` AS `c_list`, `after`.`c_map` AS `c_map`, `after`.`c_map_of_numbers` AS `c_map_of_numbers`, `after`.`c_map_of_tuples` AS `c_map_of_tuples`, `after`.`c_set` AS `c_set`, `after`.`c_smallint` AS `c_smallint`, `after`.`c_time` AS `c_time`, `after`.`c_timestamp` AS `c_timestamp`, `after`.`c_tinyint` AS `c_tinyint`, `after`.`c_tuple` AS `c_tuple`, `after`.`c_type` AS `c_type`, `after`.`c_uuid` AS `c_uuid`, `after`.`c_uuid_bytes` AS `c_uuid_bytes`, `after`.`c_varint` AS `c_varint`, `after`.`c_varint_text` AS `c_varint_text`, `after`.`comma,colon:` AS `comma,colon:`, `after`.`dt` AS `dt`, `after`.`quo'te\"``` AS `quo'te\"```, `after`.`select` AS `select`, `after`.`_unmapped` AS `_unmapped`
FROM (
  SELECT *, row_number() OVER (PARTITION BY coalesce(`after`.`id`, `before`.`id`), coalesce(`after`.`at`, `before`.`at`) ORDER BY `source`.`lineage` DESC, `source`.`seq` DESC) AS `newest`
  FROM `media_content`
  WHERE `source`.`kind` = 'row'
) AS numbered
WHERE `newest` = 1 AND `op` <> 'd';
