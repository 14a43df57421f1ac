-- Athena runs one statement at a time.
CREATE EXTERNAL TABLE `media_content` (
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
  `_unmapped` string
)
PARTITIONED BY (`year` string, `month` string, `day` string)
STORED AS PARQUET
LOCATION 's3://keyspaces-data/media/Content/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.year.type' = 'date',
  'projection.year.format' = 'yyyy',
  'projection.year.range' = '2025,NOW',
  'projection.year.interval' = '1',
  'projection.year.interval.unit' = 'YEARS',
  'projection.month.type' = 'integer',
  'projection.month.range' = '1,12',
  'projection.month.digits' = '2',
  'projection.day.type' = 'integer',
  'projection.day.range' = '1,31',
  'projection.day.digits' = '2',
  'storage.location.template' = 's3://keyspaces-data/media/Content/year=${year}/month=${month}/day=${day}/'
);

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
CREATE OR REPLACE VIEW "media_content_latest" AS
SELECT "id", "seq", "region", "title", "_op", "_ts", "_seq", "_shard", "_lineage", "_origin", "_kind", "_unmapped"
FROM (
  SELECT *, row_number() OVER (PARTITION BY "id", "seq" ORDER BY "_lineage" DESC, "_seq" DESC) AS "newest"
  FROM "media_content"
  WHERE "_kind" = 'row'
) AS numbered
WHERE "newest" = 1 AND "_op" NOT IN ('DELETE', 'REPLICATED_DELETE');
