/** The vectors that pytest computes in Python (tests/engine/expressions/vectors.py) come out the same here. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compiled } from '../../src/expressions/index.ts'
import { type TreeNode, VERSION } from '../../src/expressions/tree.ts'
import { answers, environmentOf, recordOf, type World } from './world.ts'

interface Vectors {
  version: number
  world: World
  cases: { text: string; tree: TreeNode; values: unknown[] }[]
}

const told = JSON.parse(readFileSync(resolve(import.meta.dirname, 'vectors.json'), 'utf8')) as Vectors
const environment = environmentOf(told.world)
const records = told.world.records.map((record) => recordOf(record, told.world.types))

describe('the browser computes what Python computes', () => {
  it('reads the version that is written', () => expect(told.version).toBe(VERSION))
  it.each(told.cases)('$text', ({ tree, values }) => {
    const truth = tree.type.name === 'Boolean'
    const found = answers(compiled(tree), records, environment)
    const seen = 'values' in found ? found.values : []
    expect(truth ? seen.map(Boolean) : seen).toEqual(truth ? values.map(Boolean) : values)
  })
})
