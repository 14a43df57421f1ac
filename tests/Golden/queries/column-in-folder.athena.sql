-- Athena runs one statement at a time.
-- A query has to name the values of region_folder as they stand in the key: WHERE region_folder = '...', or IN with 1,000 of them at most.
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
PARTITIONED BY (`region_folder` string)
STORED AS PARQUET
LOCATION 's3://keyspaces-data/media/Content/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.region_folder.type' = 'injected',
  'storage.location.template' = 's3://keyspaces-data/media/Content/region=${region_folder}/'
);

-- There is no view of the latest rows: rows of one key lie below several values of region_folder, and a query has to name one.
