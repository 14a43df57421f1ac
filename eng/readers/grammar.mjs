// Prints what is wrong with the statements of scripts, by the grammars of Hive, Trino and Spark: Athena's definitions are those of Hive, its queries those of Trino.
import { readFile } from 'node:fs/promises'
import { register } from 'node:module'
import * as neutral from './neutral.mjs'

register('./resolve.mjs', import.meta.url)
const { HiveSQL, SparkSQL, TrinoSQL } = await import('dt-sql-parser')
const parsers = { hive: new HiveSQL(), trino: new TrinoSQL(), spark: new SparkSQL() }

await neutral.run(async path => {
  const text = (await readFile(path, 'utf8')).split('\n').filter(line => !line.startsWith('--')).join('\n')
  const statements = text.split(';\n').map(statement => statement.trim()).filter(statement => statement.length > 0)
  return statements.map(statement => {
    const dialect = path.includes('.spark.') ? 'spark' : statement.startsWith('CREATE EXTERNAL') ? 'hive' : 'trino'
    const faults = parsers[dialect].validate(statement).map(fault => `${fault.startLine}:${fault.startColumn} ${fault.message}`)
    return { dialect, statement: statement.slice(0, 40).split('\n')[0], faults }
  })
})
