-- s3:// is what EMR and Glue call it; elsewhere write s3a://.
CREATE TABLE `media_content` (
  `id` string,
  `seq` int,
  `region` string,
  `title` string,
  `_op` string,
  `_ts` timestamp,
  `_seq` string,
  `_shard` string,
  `_lineage` int,
  `_origin` string,
  `_kind` string,
  `_unmapped` string,
  `year` string,
  `month` string,
  `day` string
)
USING parquet
OPTIONS (
  path 's3://keyspaces-data/media/Content/',
  pathGlobFilter '*.parquet'
)
PARTITIONED BY (`year`, `month`, `day`);

-- Finds the folders that there are. To be run again for those that come later.
MSCK REPAIR TABLE `media_content`;

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
CREATE OR REPLACE VIEW `media_content_latest` AS
SELECT `id`, `seq`, `region`, `title`, `_op`, `_ts`, `_seq`, `_shard`, `_lineage`, `_origin`, `_kind`, `_unmapped`
FROM (
  SELECT *, row_number() OVER (PARTITION BY `id`, `seq` ORDER BY `_lineage` DESC, `_seq` DESC) AS `newest`
  FROM `media_content`
  WHERE `_kind` = 'row'
) AS numbered
WHERE `newest` = 1 AND `_op` NOT IN ('DELETE', 'REPLICATED_DELETE');
