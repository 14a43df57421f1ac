-- Athena runs one statement at a time.
-- Hive's reader of JSON, because that of OpenX makes the keys in maps lower case. What JSON writes as text stays text: from_iso8601_timestamp(), date() and from_base64() make values of it.
CREATE EXTERNAL TABLE `media_content` (
  `before` struct<`id`:string,`seq`:int,`region`:string,`title`:string,`_unmapped`:string>,
  `after` struct<`id`:string,`seq`:int,`region`:string,`title`:string,`_unmapped`:string>,
  `source` struct<`version`:string,`connector`:string,`name`:string,`ts_ms`:bigint,`snapshot`:string,`db`:string,`keyspace`:string,`table`:string,`shard`:string,`seq`:string,`lineage`:int,`origin`:string,`kind`:string>,
  `op` string,
  `ts_ms` bigint
)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS TEXTFILE
LOCATION 's3://keyspaces-data/media/Content/';

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
CREATE OR REPLACE VIEW "media_content_latest" AS
SELECT "after"."id" AS "id", "after"."seq" AS "seq", "after"."region" AS "region", "after"."title" AS "title", "after"."_unmapped" AS "_unmapped"
FROM (
  SELECT *, row_number() OVER (PARTITION BY coalesce("after"."id", "before"."id"), coalesce("after"."seq", "before"."seq") ORDER BY "source"."lineage" DESC, "source"."seq" DESC) AS "newest"
  FROM "media_content"
  WHERE "source"."kind" = 'row'
) AS numbered
WHERE "newest" = 1 AND "op" <> 'd';
