// Prints the rows of Avro files as avsc finds them: values as they are stored, so that nothing is rounded, read by what the schema in the file says.
import { createReadStream } from 'node:fs'
import avro from 'avsc'
import { decompress } from 'fzstd'
import * as neutral from './neutral.mjs'

const long = avro.types.LongType.__with({
  fromBuffer: buffer => buffer.readBigInt64LE(),
  toBuffer: value => { const buffer = Buffer.alloc(8); buffer.writeBigInt64LE(value); return buffer },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: value => typeof value === 'bigint',
  compare: (a, b) => a < b ? -1 : a > b ? 1 : 0,
})

const codecs = {
  deflate: avro.streams.BlockDecoder.defaultCodecs().deflate,
  null: (data, callback) => callback(null, data),
  zstandard: (data, callback) => {
    try {
      callback(null, Buffer.from(decompress(data)))
    } catch (problem) {
      callback(problem)
    }
  },
}

await neutral.run(path => new Promise((done, fail) => {
  const rows = []
  let schema
  const decoder = new avro.streams.BlockDecoder({
    codecs,
    parseHook: written => {
      schema = JSON.parse(JSON.stringify(written))
      return avro.Type.forSchema(written, { typeHook: type => (type.type ?? type) === 'long' ? long : undefined, wrapUnions: true })
    },
  })
  decoder.on('data', row => rows.push(row))
  decoder.on('error', fail)
  decoder.on('end', () => {
    try {
      done(rows.map(row => record(schema, row)))
    } catch (problem) {
      fail(problem)
    }
  })
  createReadStream(path).on('error', fail).pipe(decoder)
}))

function record(schema, value) {
  return Object.fromEntries(schema.fields.map(field => [field.cql ?? field.name, of(field.type, value[field.name])]))
}

function of(schema, value) {
  if (Array.isArray(schema)) return value === null ? null : of(schema[1], Object.values(value)[0])
  switch (schema.type ?? schema) {
    case 'record':
      return record(schema, value)
    case 'array':
      return schema.logicalType === 'map'
        ? neutral.entries(value.map(entry => schema.items.fields.map(field => of(field.type, entry[field.name]))))
        : value.map(item => of(schema.items, item))
    case 'map':
      return neutral.entries(Object.entries(value).map(([key, item]) => [key, of(schema.values, item)]))
    case 'boolean':
    case 'string':
      return value
    case 'int':
    case 'long':
      return String(value)
    case 'float':
      return neutral.bits(value, 4)
    case 'double':
      return neutral.bits(value, 8)
    case 'bytes':
      return schema.logicalType === 'decimal' ? neutral.decimal(neutral.signed(value), schema.scale) : neutral.hex(value)
    case 'uuid': // the second time a fixed type is named
    case 'fixed':
      return neutral.uuid(value)
    default:
      throw new Error(`type ${JSON.stringify(schema)}`)
  }
}
