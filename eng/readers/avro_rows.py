"""Prints the rows of Avro files as Apache's library for Python finds them: values as they are stored, read by what the schema in the file says."""
import json
import struct
import sys
import warnings

import avro.datafile
import avro.io
import avro.schema

warnings.simplefilter("ignore")  # a fixed UUID is newer than the library


def plain(schema):
    """The schema without logical types: the library's own dates and times end before those of CQL."""
    if isinstance(schema, list):
        return [plain(branch) for branch in schema]
    if isinstance(schema, dict):
        return {key: plain(value) for key, value in schema.items() if key != "logicalType"}
    return schema


def bits(value, form):
    return "NaN" if value != value else struct.pack(form, value).hex()


def decimal(data, scale):
    unscaled = int.from_bytes(data, "big", signed=True)
    digits = str(abs(unscaled)).rjust(scale + 1, "0")
    text = digits if scale == 0 else f"{digits[:-scale]}.{digits[-scale:]}"
    return f"-{text}" if unscaled < 0 else text


def uuid(data):
    digits = data.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def entries(pairs):
    return sorted(pairs, key=lambda pair: dump(pair[0]))


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def record(schema, value):
    return {field.get("cql", field["name"]): of(field["type"], value[field["name"]]) for field in schema["fields"]}


def of(schema, value):
    if isinstance(schema, list):
        return None if value is None else of(schema[1], value)
    kind = schema["type"] if isinstance(schema, dict) else schema
    logical = schema.get("logicalType") if isinstance(schema, dict) else None
    if kind == "record":
        return record(schema, value)
    if kind == "array" and logical == "map":
        return entries([[of(field["type"], entry[field["name"]]) for field in schema["items"]["fields"]] for entry in value])
    if kind == "array":
        return [of(schema["items"], item) for item in value]
    if kind == "map":
        return entries([[key, of(schema["values"], item)] for key, item in value.items()])
    if kind in ("boolean", "string"):
        return value
    if kind in ("int", "long"):
        return str(value)
    if kind == "float":
        return bits(value, ">f")
    if kind == "double":
        return bits(value, ">d")
    if kind == "bytes":
        return decimal(value, schema["scale"]) if logical == "decimal" else value.hex()
    if kind in ("fixed", "uuid"):
        return uuid(value)
    raise ValueError(f"type {schema}")


def rows(path):
    with open(path, "rb") as file:
        reader = avro.datafile.DataFileReader(file, avro.io.DatumReader())
        schema = json.loads(reader.get_meta("avro.schema"))
        reader.datum_reader.writers_schema = avro.schema.parse(json.dumps(plain(schema)))
        reader.datum_reader.readers_schema = reader.datum_reader.writers_schema
        for value in reader:
            yield record(schema, value)


for path in sys.argv[1:]:
    print("file", path)
    try:
        for row in rows(path):
            print("row", dump(row))
    except Exception as problem:  # whatever it is, it is the answer
        print("error", repr(problem).replace("\n", " "))
    sys.stdout.flush()
