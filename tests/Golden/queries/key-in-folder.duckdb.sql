-- S3 needs the extension httpfs, and a secret: CREATE SECRET (TYPE s3, PROVIDER credential_chain).
INSTALL httpfs;
LOAD httpfs;

-- Needs at least one file.
-- Bytes are base64: from_base64(). Decimals with a point go through 64 bits of floating point, 15 digits are sure.
CREATE OR REPLACE VIEW "media_content" AS
SELECT * FROM read_json(
  's3://keyspaces-data/media/Content/*/dt=[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/*.json.gz',
  format = 'newline_delimited',
  columns = {
    'id': 'VARCHAR',
    'seq': 'INTEGER',
    'region': 'VARCHAR',
    'title': 'VARCHAR',
    '_op': 'VARCHAR',
    '_ts': 'TIMESTAMPTZ',
    '_seq': 'VARCHAR',
    '_shard': 'VARCHAR',
    '_lineage': 'INTEGER',
    '_origin': 'VARCHAR',
    '_kind': 'VARCHAR',
    '_unmapped': 'VARCHAR'
  },
  hive_partitioning = false
);

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
CREATE OR REPLACE VIEW "media_content_latest" AS
SELECT * EXCLUDE ("newest")
FROM (
  SELECT *, row_number() OVER (PARTITION BY "id", "seq" ORDER BY "_lineage" DESC, "_seq" DESC) AS "newest"
  FROM "media_content"
  WHERE "_kind" = 'row'
) AS numbered
WHERE "newest" = 1 AND "_op" NOT IN ('DELETE', 'REPLICATED_DELETE');
