-- Athena runs one statement at a time.
-- Hive's reader of JSON, because that of OpenX makes the keys in maps lower case. What JSON writes as text stays text: from_iso8601_timestamp(), date() and from_base64() make values of it.
-- A query has to name the values of id_folder as they stand in the key: WHERE id_folder = '...', or IN with 1,000 of them at most.
CREATE EXTERNAL TABLE `media_content` (
  `id` string,
  `seq` int,
  `region` string,
  `title` string,
  `_op` string,
  `_ts` string,
  `_seq` string,
  `_shard` string,
  `_lineage` int,
  `_origin` string,
  `_kind` string,
  `_unmapped` string
)
PARTITIONED BY (`id_folder` string, `dt` string)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS TEXTFILE
LOCATION 's3://keyspaces-data/media/Content/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.id_folder.type' = 'injected',
  'projection.dt.type' = 'date',
  'projection.dt.format' = 'yyyy-MM-dd',
  'projection.dt.range' = '2025-07-01,NOW',
  'projection.dt.interval' = '1',
  'projection.dt.interval.unit' = 'DAYS',
  'storage.location.template' = 's3://keyspaces-data/media/Content/${id_folder}/dt=${dt}/'
);

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
CREATE OR REPLACE VIEW "media_content_latest" AS
SELECT "id", "seq", "region", "title", "_op", "_ts", "_seq", "_shard", "_lineage", "_origin", "_kind", "_unmapped", "id_folder"
FROM (
  SELECT *, row_number() OVER (PARTITION BY "id", "seq", "id_folder" ORDER BY "_lineage" DESC, "_seq" DESC) AS "newest"
  FROM "media_content"
  WHERE "_kind" = 'row'
) AS numbered
WHERE "newest" = 1 AND "_op" NOT IN ('DELETE', 'REPLICATED_DELETE');
