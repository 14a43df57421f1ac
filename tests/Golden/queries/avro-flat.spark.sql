-- s3:// is what EMR and Glue call it; elsewhere write s3a://.
-- Needs the package org.apache.spark:spark-avro.
CREATE TABLE `media_content` (
  `id` string,
  `at` string,
  `owner` string,
  `Mixed_u0020Case` int,
  `__op` string,
  `c_ascii` string,
  `c_bigint` bigint,
  `c_blob` binary,
  `c_boolean` boolean,
  `c_counter` bigint,
  `c_date` date,
  `c_decimal` string,
  `c_decimal_digits` decimal(12,2),
  `c_deep` array<map<string,array<struct<`field0`:int,`field1`:array<array<struct<`key`:int,`value`:array<struct<`street`:string,`zip`:int>>>>>>>>>,
  `c_double` double,
  `c_duration` struct<`months`:int,`days`:int,`nanoseconds`:bigint>,
  `c_float` float,
  `c_inet` string,
  `c_int` int,
  `c_list` array<timestamp>,
  `c_map` map<string,date>,
  `c_map_of_numbers` array<struct<`key`:int,`value`:bigint>>,
  `c_map_of_tuples` array<struct<`key`:struct<`field0`:int,`field1`:string>,`value`:double>>,
  `c_set` array<binary>,
  `c_smallint` int,
  `c_time` bigint,
  `c_timestamp` timestamp,
  `c_tinyint` int,
  `c_tuple` struct<`field0`:int,`field1`:string,`field2`:boolean>,
  `c_type` struct<`a_u0020b`:int,`_op`:string,`_u00e4`:boolean>,
  `c_uuid` string,
  `c_uuid_bytes` binary,
  `c_varint` decimal(38,0),
  `c_varint_text` string,
  `comma_u002ccolon_u003a` int,
  `dt` int,
  `quo_u0027te_u005c_u0022_u0060` int,
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
USING avro
OPTIONS (
  path 's3://keyspaces-data/media/Content/',
  recursiveFileLookup 'true',
  pathGlobFilter '*.avro',
  avroSchema '{"type":"record","name":"flat","namespace":"keyspaces_streamer","fields":[{"name":"id","type":["null","string"],"default":null},{"name":"at","type":["null","string"],"default":null},{"name":"owner","type":["null","string"],"default":null},{"name":"Mixed_u0020Case","cql":"Mixed Case","type":["null","int"],"default":null},{"name":"__op","type":["null","string"],"default":null},{"name":"c_ascii","type":["null","string"],"default":null},{"name":"c_bigint","type":["null","long"],"default":null},{"name":"c_blob","type":["null","bytes"],"default":null},{"name":"c_boolean","type":["null","boolean"],"default":null},{"name":"c_counter","type":["null","long"],"default":null},{"name":"c_date","type":["null",{"type":"int","logicalType":"date"}],"default":null},{"name":"c_decimal","type":["null","string"],"default":null},{"name":"c_decimal_digits","type":["null",{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}],"default":null},{"name":"c_deep","type":["null",{"type":"array","items":["null",{"type":"map","values":["null",{"type":"array","items":["null",{"type":"record","name":"flat_c_deep_element_value_element","fields":[{"name":"field0","type":["null","int"],"default":null},{"name":"field1","type":["null",{"type":"array","items":["null",{"type":"array","logicalType":"map","items":{"type":"record","name":"flat_c_deep_element_value_element_field1_element","fields":[{"name":"key","type":"int"},{"name":"value","type":["null",{"type":"array","items":["null",{"type":"record","name":"flat_c_deep_element_value_element_field1_element_value_element","fields":[{"name":"street","type":["null","string"],"default":null},{"name":"zip","type":["null","int"],"default":null}]}]}],"default":null}]}}]}],"default":null}]}]}]}]}],"default":null},{"name":"c_double","type":["null","double"],"default":null},{"name":"c_duration","type":["null",{"type":"record","name":"flat_c_duration","fields":[{"name":"months","type":"int"},{"name":"days","type":"int"},{"name":"nanoseconds","type":"long"}]}],"default":null},{"name":"c_float","type":["null","float"],"default":null},{"name":"c_inet","type":["null","string"],"default":null},{"name":"c_int","type":["null","int"],"default":null},{"name":"c_list","type":["null",{"type":"array","items":["null",{"type":"long","logicalType":"timestamp-millis"}]}],"default":null},{"name":"c_map","type":["null",{"type":"map","values":["null",{"type":"int","logicalType":"date"}]}],"default":null},{"name":"c_map_of_numbers","type":["null",{"type":"array","logicalType":"map","items":{"type":"record","name":"flat_c_map_of_numbers","fields":[{"name":"key","type":"int"},{"name":"value","type":["null",{"type":"long","cql":"time","unit":"nanoseconds"}],"default":null}]}}],"default":null},{"name":"c_map_of_tuples","type":["null",{"type":"array","logicalType":"map","items":{"type":"record","name":"flat_c_map_of_tuples","fields":[{"name":"key","type":{"type":"record","name":"flat_c_map_of_tuples_key","fields":[{"name":"field0","type":["null","int"],"default":null},{"name":"field1","type":["null","string"],"default":null}]}},{"name":"value","type":["null","double"],"default":null}]}}],"default":null},{"name":"c_set","type":["null",{"type":"array","items":["null","bytes"]}],"default":null},{"name":"c_smallint","type":["null","int"],"default":null},{"name":"c_time","type":["null",{"type":"long","cql":"time","unit":"nanoseconds"}],"default":null},{"name":"c_timestamp","type":["null",{"type":"long","logicalType":"timestamp-millis"}],"default":null},{"name":"c_tinyint","type":["null","int"],"default":null},{"name":"c_tuple","type":["null",{"type":"record","name":"flat_c_tuple","fields":[{"name":"field0","type":["null","int"],"default":null},{"name":"field1","type":["null","string"],"default":null},{"name":"field2","type":["null","boolean"],"default":null}]}],"default":null},{"name":"c_type","type":["null",{"type":"record","name":"flat_c_type","fields":[{"name":"a_u0020b","cql":"a b","type":["null","int"],"default":null},{"name":"_op","type":["null","string"],"default":null},{"name":"_u00e4","cql":"\\u00E4","type":["null","boolean"],"default":null}]}],"default":null},{"name":"c_uuid","type":["null","string"],"default":null},{"name":"c_uuid_bytes","type":["null",{"type":"fixed","logicalType":"uuid","name":"uuid","size":16}],"default":null},{"name":"c_varint","type":["null",{"type":"bytes","logicalType":"decimal","precision":38,"scale":0}],"default":null},{"name":"c_varint_text","type":["null","string"],"default":null},{"name":"comma_u002ccolon_u003a","cql":"comma,colon:","type":["null","int"],"default":null},{"name":"dt","type":["null","int"],"default":null},{"name":"quo_u0027te_u005c_u0022_u0060","cql":"quo\\u0027te\\\\\\u0022\\u0060","type":["null","int"],"default":null},{"name":"select","type":["null","int"],"default":null},{"name":"_op","type":"string"},{"name":"_ts","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"_seq","type":"string"},{"name":"_shard","type":"string"},{"name":"_lineage","type":"int"},{"name":"_origin","type":"string"},{"name":"_kind","type":"string"},{"name":"_unmapped","type":["null","string"],"default":null}]}'
);

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
-- Rows of _kind 'static' are changes of static columns, which concern a whole partition: they have no clustering key, and the view leaves them out.
CREATE OR REPLACE VIEW `media_content_latest` AS
SELECT `id`, `at`, `owner`, `Mixed_u0020Case`, `__op`, `c_ascii`, `c_bigint`, `c_blob`, `c_boolean`, `c_counter`, `c_date`, `c_decimal`, `c_decimal_digits`, `c_deep`, `c_double`, `c_duration`, `c_float`, `c_inet`, `c_int`, `c_list`, `c_map`, `c_map_of_numbers`, `c_map_of_tuples`, `c_set`, `c_smallint`, `c_time`, `c_timestamp`, `c_tinyint`, `c_tuple`, `c_type`, `c_uuid`, `c_uuid_bytes`, `c_varint`, `c_varint_text`, `comma_u002ccolon_u003a`, `dt`, `quo_u0027te_u005c_u0022_u0060`, `select`, `_op`, `_ts`, `_seq`, `_shard`, `_lineage`, `_origin`, `_kind`, `_unmapped`
FROM (
  SELECT *, row_number() OVER (PARTITION BY `id`, `at` ORDER BY `_lineage` DESC, `_seq` DESC) AS `newest`
  FROM `media_content`
  WHERE `_kind` = 'row'
) AS numbered
WHERE `newest` = 1 AND `_op` NOT IN ('DELETE', 'REPLICATED_DELETE');
