// Values in the form of no format that all readers print: tests/StreamPod.Tests/Formats/Rows/NeutralValue.cs says which.
const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const hex = bytes => Buffer.from(bytes).toString('hex')

export const utf8 = bytes => text.decode(bytes)

export function bits(value, size) {
  if (Number.isNaN(value)) return 'NaN'
  const view = new DataView(new ArrayBuffer(size))
  if (size === 4) view.setFloat32(0, value)
  else view.setFloat64(0, value)
  return hex(new Uint8Array(view.buffer))
}

export function uuid(bytes) {
  const digits = hex(bytes)
  if (digits.length !== 32) throw new Error(`a UUID of ${digits.length / 2} bytes`)
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
}

export function signed(bytes) {
  let value = 0n
  for (const byte of bytes) value = value << 8n | BigInt(byte)
  return bytes.length > 0 && bytes[0] > 127 ? value - (1n << BigInt(8 * bytes.length)) : value
}

export function decimal(unscaled, scale) {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  const point = digits.length - scale
  return (unscaled < 0n ? '-' : '') + (scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`)
}

// Maps have no order: entries stand in that of their keys.
export function entries(pairs) {
  const sorted = pairs.map(pair => [JSON.stringify(pair[0]), pair])
  sorted.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
  return sorted.map(([, pair]) => pair)
}

// Runs a reader over files: FILE, then a line for each row, or the reason why the file cannot be read.
export async function run(read) {
  for (const file of process.argv.slice(2)) {
    const lines = [`file ${file}`]
    try {
      for (const row of await read(file)) lines.push(`row ${JSON.stringify(row)}`)
    } catch (problem) {
      lines.push(`error ${String(problem.stack ?? problem).replaceAll('\n', ' ')}`)
    }
    await new Promise(done => process.stdout.write(lines.join('\n') + '\n', done))
  }
}
