-- s3:// is what EMR and Glue call it; elsewhere write s3a://.
-- Needs the package org.apache.spark:spark-avro.
-- Spark passes over folders whose names begin with an underscore: rows whose id is null, empty, or begins with one.
CREATE TABLE `media_content` (
  `before` struct<`id`:string,`seq`:int,`region`:string,`title`:string,`_unmapped`:string>,
  `after` struct<`id`:string,`seq`:int,`region`:string,`title`:string,`_unmapped`:string>,
  `source` struct<`version`:string,`connector`:string,`name`:string,`ts_ms`:bigint,`snapshot`:string,`db`:string,`keyspace`:string,`table`:string,`shard`:string,`seq`:string,`lineage`:int,`origin`:string,`kind`:string>,
  `op` string,
  `ts_ms` bigint
)
USING avro
OPTIONS (
  path 's3://keyspaces-data/media/Content/',
  recursiveFileLookup 'true',
  pathGlobFilter '*.avro',
  avroSchema '{"type":"record","name":"debezium","namespace":"keyspaces_streamer","fields":[{"name":"before","type":["null",{"type":"record","name":"debezium_before","fields":[{"name":"id","type":["null","string"],"default":null},{"name":"seq","type":["null","int"],"default":null},{"name":"region","type":["null","string"],"default":null},{"name":"title","type":["null","string"],"default":null},{"name":"_unmapped","type":["null","string"],"default":null}]}],"default":null},{"name":"after","type":["null",{"type":"record","name":"debezium_after","fields":[{"name":"id","type":["null","string"],"default":null},{"name":"seq","type":["null","int"],"default":null},{"name":"region","type":["null","string"],"default":null},{"name":"title","type":["null","string"],"default":null},{"name":"_unmapped","type":["null","string"],"default":null}]}],"default":null},{"name":"source","type":{"type":"record","name":"debezium_source","fields":[{"name":"version","type":"string"},{"name":"connector","type":"string"},{"name":"name","type":"string"},{"name":"ts_ms","type":"long"},{"name":"snapshot","type":"string"},{"name":"db","type":"string"},{"name":"keyspace","type":"string"},{"name":"table","type":"string"},{"name":"shard","type":"string"},{"name":"seq","type":"string"},{"name":"lineage","type":"int"},{"name":"origin","type":"string"},{"name":"kind","type":"string"}]}},{"name":"op","type":"string"},{"name":"ts_ms","type":"long"}]}'
);

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
CREATE OR REPLACE VIEW `media_content_latest` AS
SELECT `after`.`id` AS `id`, `after`.`seq` AS `seq`, `after`.`region` AS `region`, `after`.`title` AS `title`, `after`.`_unmapped` AS `_unmapped`
FROM (
  SELECT *, row_number() OVER (PARTITION BY coalesce(`after`.`id`, `before`.`id`), coalesce(`after`.`seq`, `before`.`seq`) ORDER BY `source`.`lineage` DESC, `source`.`seq` DESC) AS `newest`
  FROM `media_content`
  WHERE `source`.`kind` = 'row'
) AS numbered
WHERE `newest` = 1 AND `op` <> 'd';
