-- S3 needs the extension httpfs, and a secret: CREATE SECRET (TYPE s3, PROVIDER credential_chain).
INSTALL httpfs;
LOAD httpfs;

-- Needs at least one file.
-- Bytes are base64: from_base64(). Decimals with a point go through 64 bits of floating point, 15 digits are sure.
CREATE OR REPLACE VIEW "media_content" AS
SELECT * FROM read_json(
  's3://keyspaces-data/media/Content/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/*.json.zst',
  format = 'newline_delimited',
  columns = {
    'id': 'VARCHAR',
    'at': 'VARCHAR',
    'owner': 'VARCHAR',
    'Mixed Case': 'INTEGER',
    '__op': 'VARCHAR',
    'c_ascii': 'VARCHAR',
    'c_bigint': 'BIGINT',
    'c_blob': 'VARCHAR',
    'c_boolean': 'BOOLEAN',
    'c_counter': 'BIGINT',
    'c_date': 'DATE',
    'c_decimal': 'VARCHAR',
    'c_decimal_digits': 'DECIMAL(12,2)',
    'c_deep': 'MAP(VARCHAR, STRUCT("field0" INTEGER, "field1" MAP(VARCHAR, STRUCT("street" VARCHAR, "zip" INTEGER)[])[])[])[]',
    'c_double': 'DOUBLE',
    'c_duration': 'STRUCT("months" INTEGER, "days" INTEGER, "nanoseconds" BIGINT)',
    'c_float': 'FLOAT',
    'c_inet': 'VARCHAR',
    'c_int': 'INTEGER',
    'c_list': 'TIMESTAMPTZ[]',
    'c_map': 'MAP(VARCHAR, DATE)',
    'c_map_of_numbers': 'MAP(VARCHAR, BIGINT)',
    'c_map_of_tuples': 'STRUCT("key" STRUCT("field0" INTEGER, "field1" VARCHAR), "value" DOUBLE)[]',
    'c_set': 'VARCHAR[]',
    'c_smallint': 'INTEGER',
    'c_time': 'BIGINT',
    'c_timestamp': 'TIMESTAMPTZ',
    'c_tinyint': 'INTEGER',
    'c_tuple': 'STRUCT("field0" INTEGER, "field1" VARCHAR, "field2" BOOLEAN)',
    'c_type': 'STRUCT("a b" INTEGER, "_op" VARCHAR, "ä" BOOLEAN)',
    'c_uuid': 'VARCHAR',
    'c_uuid_bytes': 'UUID',
    'c_varint': 'DECIMAL(38,0)',
    'c_varint_text': 'VARCHAR',
    'comma,colon:': 'INTEGER',
    'dt': 'INTEGER',
    'quo''te\"`': 'INTEGER',
    'select': 'INTEGER',
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
-- Rows of _kind 'static' are changes of static columns, which concern a whole partition: they have no clustering key, and the view leaves them out.
CREATE OR REPLACE VIEW "media_content_latest" AS
SELECT * EXCLUDE ("newest")
FROM (
  SELECT *, row_number() OVER (PARTITION BY "id", "at" ORDER BY "_lineage" DESC, "_seq" DESC) AS "newest"
  FROM "media_content"
  WHERE "_kind" = 'row'
) AS numbered
WHERE "newest" = 1 AND "_op" NOT IN ('DELETE', 'REPLICATED_DELETE');
