/** What a browser must load for each room, gzipped, from Vite's manifest of the built UI. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

interface Chunk {
  file: string
  imports?: string[]
  css?: string[]
}

const DIST = resolve(import.meta.dirname, '../dist')
const manifest = JSON.parse(readFileSync(`${DIST}/.vite/manifest.json`, 'utf8')) as Record<string, Chunk>

function files(name: string, found: Set<string>): void {
  const chunk = manifest[name]
  if (!chunk) throw new Error(`${name} is not in the manifest`)
  if (found.has(chunk.file)) return
  found.add(chunk.file)
  chunk.css?.forEach((file) => found.add(file))
  chunk.imports?.forEach((each) => files(each, found))
}

function kilobytes(...entries: string[]): number {
  const found = new Set<string>()
  entries.forEach((entry) => files(entry, found))
  const bytes = [...found].reduce(
    (sum, file) => sum + gzipSync(readFileSync(`${DIST}/${file}`), { level: 9 }).length,
    0,
  )
  return bytes / 1000
}

const room = (path: string): string => `src/${path}.tsx`
const ROOMS: [string, string[], number][] = [
  ['workspace', ['runtime/home/page'], 200],
  ['list', ['runtime/list/page', 'runtime/list/rows'], 225],
  ['form', ['runtime/form/page'], 225],
  ['form with rows', ['runtime/form/page', 'runtime/fields/table'], 230],
  ['record page', ['runtime/record/page'], 225],
  ['board', ['runtime/list/page', 'runtime/kanban/board'], 230],
  ['inbox', ['runtime/inbox/page'], 225],
  ['import', ['runtime/import/page'], 225],
  ['dashboard', ['charts/page', 'charts/echart'], 340],
]

describe('first load stays within its budget', () => {
  it.each(ROOMS)('%s', (name, parts, limit) => {
    const size = kilobytes('index.html', ...parts.map(room))
    console.info(`${name}: ${size.toFixed(0)} of ${limit} kB`)
    expect(size).toBeLessThanOrEqual(limit)
  })
})
