// Finds modules that import a folder or leave out the ending, as bundlers do.
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export async function resolve(specifier, context, next) {
  if (!specifier.startsWith('.')) return next(specifier, context)
  const url = new URL(specifier, context.parentURL)
  const path = fileURLToPath(url)
  if (existsSync(path) && statSync(path).isDirectory()) return next(`${url.href}/index.js`, context)
  return next(existsSync(path) ? url.href : `${url.href}.js`, context)
}
