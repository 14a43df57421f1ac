-- S3 needs the extension httpfs, and a secret: CREATE SECRET (TYPE s3, PROVIDER credential_chain).
INSTALL httpfs;
LOAD httpfs;

-- Needs at least one file.
-- Bytes are base64: from_base64(). Decimals with a point go through 64 bits of floating point, 15 digits are sure.
CREATE OR REPLACE VIEW "media_content" AS
SELECT * FROM read_json(
  's3://keyspaces-data/media/Content/*',
  format = 'newline_delimited',
  columns = {
    'before': 'STRUCT("id" VARCHAR, "seq" INTEGER, "region" VARCHAR, "title" VARCHAR, "_unmapped" VARCHAR)',
    'after': 'STRUCT("id" VARCHAR, "seq" INTEGER, "region" VARCHAR, "title" VARCHAR, "_unmapped" VARCHAR)',
    'source': 'STRUCT("version" VARCHAR, "connector" VARCHAR, "name" VARCHAR, "ts_ms" BIGINT, "snapshot" VARCHAR, "db" VARCHAR, "keyspace" VARCHAR, "table" VARCHAR, "shard" VARCHAR, "seq" VARCHAR, "lineage" INTEGER, "origin" VARCHAR, "kind" VARCHAR)',
    'op': 'VARCHAR',
    'ts_ms': 'BIGINT'
  },
  hive_partitioning = false
);

-- The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.
CREATE OR REPLACE VIEW "media_content_latest" AS
SELECT "after".*
FROM (
  SELECT *, row_number() OVER (PARTITION BY coalesce("after"."id", "before"."id"), coalesce("after"."seq", "before"."seq") ORDER BY "source"."lineage" DESC, "source"."seq" DESC) AS "newest"
  FROM "media_content"
  WHERE "source"."kind" = 'row'
) AS numbered
WHERE "newest" = 1 AND "op" <> 'd';
