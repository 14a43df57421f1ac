-- Athena runs one statement at a time.
-- Hive's reader of JSON, because that of OpenX makes the keys in maps lower case. What JSON writes as text stays text: from_iso8601_timestamp(), date() and from_base64() make values of it.
-- A query has to name the values of region_folder as they stand in the key: WHERE region_folder = '...', or IN with 1,000 of them at most.
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
PARTITIONED BY (`region_folder` string)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS TEXTFILE
LOCATION 's3://keyspaces-data/media/Content/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.region_folder.type' = 'injected',
  'storage.location.template' = 's3://keyspaces-data/media/Content/${region_folder}/'
);

-- There is no view of the latest rows: rows of one key lie below several values of region_folder, and a query has to name one.
