/** Values of records: what is empty, what is equal, what goes back on the wire. */
import type { FieldView, FormView, RecordData, Reference, Row, Value, Values } from '../api/types'

export const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value && 'label' in value

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

export function same(a: unknown, b: unknown): boolean {
  if (isEmpty(a) && isEmpty(b)) return true
  return JSON.stringify(bare(a)) === JSON.stringify(bare(b))
}

/** References as ids, tables as rows of the same. */
function bare(value: unknown): unknown {
  if (isReference(value)) return value.id
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value === 'object' && value !== null && !('size' in value && 'type' in value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => !key.startsWith('_'))
        .map(([key, each]) => [key, bare(each)]),
    )
  }
  return value
}

function writable(field: FieldView): boolean {
  return !field.derived && field.type !== 'serial' && field.level !== 'read' && field.level !== 'mask'
}

function rowsToWire(rows: Row[], fields: Record<string, FieldView>): unknown[] {
  return rows.map((row) => ({ ...(row.id ? { id: row.id } : {}), ...toWire(row, fields) }))
}

/** Only what a person may write, in the shape for writing. A rule's tags are not ours to send. */
export function toWire(values: Values | Row, fields: Record<string, FieldView>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    const field = fields[name]
    if (!field || !writable(field)) continue
    if (field.type === 'table') result[name] = rowsToWire((value as Row[] | null) ?? [], field.fields ?? {})
    else if (field.type === 'tags') result[name] = handTags(value, field)
    else result[name] = value === undefined || value === '' ? null : bare(value)
  }
  return result
}

function handTags(value: unknown, field: FieldView): string[] {
  const byRule = new Set((field.options ?? []).filter((option) => option.rule).map((option) => option.name))
  return ((value as string[] | null) ?? []).filter((name) => !byRule.has(name))
}

export function labelOf(record: RecordData, form?: FormView): string {
  if (record._label) return record._label
  const value = form?.label_field ? record[form.label_field] : null
  return isReference(value) ? value.label : value ? String(value) : record.id
}

/** The fields of a record, without what the server adds for the page. */
export function fieldValues(record: RecordData, fields: Record<string, FieldView>): Values {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, record[name] as Value]))
}

/** An id that no server call is needed for (also where the page is not on a secure origin). */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
