/** Which columns a list has, and where each goes in a phone's three-line item. */
import type { FieldView, FormView, View } from '../../api/types'
import { isNumeric } from '../format'

export interface Column {
  name: string
  field: FieldView
  at?: 'title' | 'aside' | 'line' | 'state' | 'tags' | undefined
}

const HEAVY = new Set(['table', 'file', 'photo', 'richtext'])

function namesOf(form: FormView, view: View | undefined): string[] {
  const shown = (view?.show ?? []).filter((name) => form.fields[name])
  if (shown.length) return shown
  return Object.keys(form.fields)
    .filter((name) => !HEAVY.has(form.fields[name]!.type) && (form.fields[name]!.lines ?? 1) === 1)
    .slice(0, 8)
}

export function titleColumn(form: FormView, names: string[]): string {
  if (form.label_field && names.includes(form.label_field)) return form.label_field
  return (
    names.find((name) => form.fields[name]!.type === 'text') ??
    names.find((name) => form.fields[name]!.type === 'serial') ??
    names[0] ??
    ''
  )
}

export const columnsOf = (form: FormView, view: View | undefined): Column[] => columnsNamed(form, namesOf(form, view))

export function columnsNamed(form: FormView, names: string[]): Column[] {
  const title = titleColumn(form, names)
  const columns: Column[] = names.map((name) => ({ name, field: form.fields[name]! }))
  const place = (at: Column['at'], fits: (column: Column) => boolean) => {
    const found = columns.find((column) => !column.at && fits(column))
    if (found) found.at = at
  }
  place('title', (column) => column.name === title)
  place('state', (column) => column.field.type === 'stage')
  place('tags', (column) => column.field.type === 'tags')
  place('aside', (column) => column.field.type === 'date' || column.field.type === 'datetime')
  if (!columns.some((column) => column.at === 'aside')) place('aside', (column) => isNumeric(column.field.type))
  place('line', (column) => ['text', 'reference', 'phone'].includes(column.field.type))
  if (!columns.some((column) => column.at === 'line'))
    place('line', (column) => ['choice', 'user', 'date', 'datetime'].includes(column.field.type))
  if (!columns.some((column) => column.at === 'state'))
    place(
      'state',
      (column) => isNumeric(column.field.type) || column.field.type === 'choice' || column.field.type === 'user',
    )
  return columns
}

export const SORTABLE = new Set([
  'text',
  'number',
  'money',
  'percent',
  'date',
  'datetime',
  'choice',
  'stage',
  'serial',
  'boolean',
  'reference',
  'user',
  'phone',
  'email',
])

/** A press on a header: descending for numbers and dates first, then the other way, then off. */
export function nextSort(sort: string | null, name: string, field: FieldView): string | null {
  const first = isNumeric(field.type) || field.type === 'date' || field.type === 'datetime' ? `${name} desc` : name
  const second = first === name ? `${name} desc` : name
  return sort === first ? second : sort === second ? null : first
}
