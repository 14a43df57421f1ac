// Asks DuckDB a question in SQL and prints the answer as a table for people.
import { DuckDBInstance } from '@duckdb/node-api'

const connection = await (await DuckDBInstance.create(':memory:')).connect()
const reader = await connection.runAndReadAll(process.argv[2])
const rows = [reader.columnNames(), ...reader.getRows().map(row => row.map(value => value === null ? '' : String(value)))]
const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)))
for (const row of rows) console.log(row.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd())
