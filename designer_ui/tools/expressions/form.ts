/** Computes a form that is filled in, for the test that compares it with the server: {told, fields, values} in, the result out. */
import { readFileSync } from 'node:fs'
import type { FieldView, Values } from '../../src/api/types.ts'
import { Live } from '../../src/runtime/form/live/live.ts'
import type { LiveTold } from '../../src/runtime/form/live/shape.ts'

interface Given {
  told: LiveTold
  fields: Record<string, FieldView>
  values: Values
}

const { told, fields, values } = JSON.parse(readFileSync(0, 'utf8')) as Given
const touched = new Set(Object.keys(values))
const result = new Live(told, fields).run({ values, touched, id: null, initial: {}, answered: true, now: told.now })
process.stdout.write(JSON.stringify(result))
