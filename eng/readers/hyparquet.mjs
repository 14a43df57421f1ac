// Prints the rows of Parquet files as hyparquet finds them, values of columns as they are stored, so that nothing is rounded.
import { readFile } from 'node:fs/promises'
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import * as neutral from './neutral.mjs'

await neutral.run(async path => {
  const bytes = await readFile(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const metadata = parquetMetadata(file)
  // A copy of what each element is, then none of it but lists: maps stay lists of entries, and values what they are in the file.
  const types = new Map()
  for (const element of metadata.schema) {
    types.set(element, { ...element })
    if (element.logical_type?.type !== 'LIST' && element.converted_type !== 'LIST') {
      delete element.logical_type
      delete element.converted_type
    }
  }
  const root = parquetSchema(metadata)
  if (metadata.row_groups.length === 0) return []
  const rows = await parquetReadObjects({ file, metadata, compressors, utf8: false })
  return rows.map(row => struct(root, row, types))
})

function struct(node, value, types) {
  return Object.fromEntries(node.children.map(child => [child.element.name, of(child, value[child.element.name], types)]))
}

function of(node, value, types) {
  if (value === null || value === undefined) return null
  const type = types.get(node.element)
  const logical = type.logical_type?.type
  if (logical === 'LIST') return Array.from(value, item => of(node.children[0].children[0], item, types))
  if (logical === 'MAP') {
    const [key, mapped] = node.children[0].children
    return neutral.entries(Array.from(value.key_value, entry => [of(key, entry.key, types), of(mapped, entry.value, types)]))
  }
  if (node.children.length > 0) return struct(node, value, types)
  return scalar(type, logical, value)
}

function scalar(type, logical, value) {
  switch (logical) {
    case 'STRING':
      return neutral.utf8(value)
    case 'UUID':
      return neutral.uuid(value)
    case 'DECIMAL':
      return neutral.decimal(typeof value === 'object' ? neutral.signed(value) : BigInt(value), type.logical_type.scale)
    case 'TIMESTAMP':
      if (!type.logical_type.isAdjustedToUTC || type.logical_type.unit !== 'MILLIS') throw new Error(`timestamp ${JSON.stringify(type.logical_type)}`)
      return String(value)
    case 'TIME':
      if (type.logical_type.isAdjustedToUTC || type.logical_type.unit !== 'NANOS') throw new Error(`time ${JSON.stringify(type.logical_type)}`)
      return String(value)
    case 'DATE':
    case 'INTEGER':
      return String(value)
    case undefined:
      break
    default:
      throw new Error(`logical type ${logical}`)
  }
  switch (type.type) {
    case 'BOOLEAN':
      return value
    case 'FLOAT':
      return neutral.bits(value, 4)
    case 'DOUBLE':
      return neutral.bits(value, 8)
    case 'BYTE_ARRAY':
      return neutral.hex(value)
    default:
      throw new Error(`${type.type} without a logical type`)
  }
}
