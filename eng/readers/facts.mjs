// Prints what is in the footer of Parquet files: a line for each field of the schema, and for each column of each row group.
import { readFile } from 'node:fs/promises'
import { parquetMetadata } from 'hyparquet'
import * as neutral from './neutral.mjs'

await neutral.run(async path => {
  const bytes = await readFile(path)
  const metadata = parquetMetadata(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const fields = metadata.schema.map(element => ({
    field: element.name,
    type: element.type ?? 'group',
    length: element.type_length ?? null,
    repetition: element.repetition_type ?? null,
    logical: element.logical_type?.type ?? null,
    id: element.field_id ?? null,
  }))
  const chunks = metadata.row_groups.flatMap((group, index) => group.columns.map(column => {
    const { statistics } = column.meta_data
    return {
      group: index,
      rows: String(group.num_rows),
      column: column.meta_data.path_in_schema.join('.'),
      codec: column.meta_data.codec,
      encodings: column.meta_data.encodings,
      hasPageIndex: column.column_index_offset !== undefined && column.offset_index_offset !== undefined,
      nulls: statistics?.null_count === undefined ? null : String(statistics.null_count),
      min: text(statistics?.min_value),
      max: text(statistics?.max_value),
    }
  }))
  return [...fields, ...chunks]
})

function text(value) {
  if (value === undefined) return null
  if (value instanceof Uint8Array) return neutral.hex(value)
  if (value instanceof Date) return value.toISOString()
  return Object.is(value, -0) ? '-0' : String(value)
}
