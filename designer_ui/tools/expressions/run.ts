/**
 * Computes expressions line by line, for the tests that compare the browser with the server.
 *
 * First line: {environment, records: [{id, values, rows: {entity: [values]}}], types: {name: type}}. Then {tree} a line;
 * answered is {values: [one a record]}, {unknown} where the server would be asked, or {unreadable}.
 */
import { createInterface } from 'node:readline'
import { compiled } from '../../src/expressions/index.ts'
import type { TreeNode } from '../../src/expressions/tree.ts'
import { answers, environmentOf, recordOf, type World } from './world.ts'

let world: World | null = null
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line) as { tree?: TreeNode }
  if (!given.tree) {
    world = given as unknown as World
    continue
  }
  const environment = environmentOf(world!)
  const records = world!.records.map((record) => recordOf(record, world!.types))
  let answer: unknown
  try {
    answer = answers(compiled(given.tree), records, environment)
  } catch (error) {
    answer = { unreadable: String(error) }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
