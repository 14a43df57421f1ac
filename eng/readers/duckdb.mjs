// Prints the rows of Parquet files as DuckDB finds them.
import { DuckDBInstance, DuckDBTypeId as Type } from '@duckdb/node-api'
import * as neutral from './neutral.mjs'

const connection = await (await DuckDBInstance.create(':memory:')).connect()

await neutral.run(async path => {
  const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${path.replaceAll("'", "''")}')`)
  const names = reader.columnNames()
  const types = reader.columnTypes()
  return reader.getRows().map(row => Object.fromEntries(row.map((value, index) => [names[index], of(types[index], value)])))
})

function of(type, value) {
  if (value === null) return null
  switch (type.typeId) {
    case Type.BOOLEAN:
      return value
    case Type.INTEGER:
    case Type.BIGINT:
      return String(value)
    case Type.FLOAT:
      return neutral.bits(value, 4)
    case Type.DOUBLE:
      return neutral.bits(value, 8)
    case Type.VARCHAR:
      return value
    case Type.BLOB:
      return neutral.hex(value.bytes)
    case Type.UUID:
      return value.toString()
    case Type.DECIMAL:
      return neutral.decimal(value.value, type.scale)
    case Type.DATE:
      return String(value.days)
    case Type.TIMESTAMP_TZ:
      if (value.micros % 1000n !== 0n) throw new Error(`timestamp ${value.micros}`)
      return String(value.micros / 1000n)
    case Type.TIME_NS:
      return String(value.nanos)
    case Type.LIST:
      return value.items.map(item => of(type.valueType, item))
    case Type.MAP:
      return neutral.entries(value.entries.map(entry => [of(type.keyType, entry.key), of(type.valueType, entry.value)]))
    case Type.STRUCT:
      return Object.fromEntries(type.entryNames.map((name, index) => [name, of(type.entryTypes[index], value.entries[name])]))
    default:
      throw new Error(`type ${type}`)
  }
}
