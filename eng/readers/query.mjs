// Runs a script of SQL in DuckDB, then asks it: query.mjs FILE QUERY... For each query "file QUERY", then "row JSON" for each row of the answer, or "error WHY".
import { readFile } from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'

const [script, ...queries] = process.argv.slice(2)
const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run(await readFile(script, 'utf8'))
for (const query of queries) {
  console.log(`file ${query}`)
  try {
    const reader = await connection.runAndReadAll(query)
    const names = reader.columnNames()
    for (const row of reader.getRows()) {
      console.log(`row ${JSON.stringify(Object.fromEntries(row.map((value, index) => [names[index], value === null ? null : String(value)])))}`)
    }
  } catch (error) {
    console.log(`error ${error.message.replaceAll('\n', ' ')}`)
  }
}
