/** Which fields stand where on a form. */
import type { FieldView, FormView } from '../../api/types'
import type { FormState } from './state'

export interface Block {
  name: string
  title: string
  columns: number
  fields: [string, FieldView][]
  folded: boolean
}

/** The layout's sections in order; what no section names goes to the end, as the definition language says. */
export function blocksOf(form: FormView, only?: string[]): Block[] {
  if (only) return [{ name: 'only', title: '', columns: 2, fields: pick(form, only), folded: false }]
  const blocks = form.layout.map((section) => ({
    name: section.name,
    title: section.title,
    columns: section.columns ?? 2,
    fields: pick(form, section.show),
    folded: section.folded ?? false,
  }))
  const placed = new Set(form.layout.flatMap((section) => section.show))
  const rest = Object.entries(form.fields).filter(([name]) => !placed.has(name))
  if (rest.length) blocks.push({ name: 'rest', title: '', columns: 2, fields: rest, folded: false })
  return blocks.filter((block) => block.fields.length > 0)
}

function pick(form: FormView, names: string[]): [string, FieldView][] {
  return names.flatMap((name) => (form.fields[name] ? [[name, form.fields[name]] as [string, FieldView]] : []))
}

export function isVisible(name: string, field: FieldView, state: FormState): boolean {
  return state.evaluation.visible[name] ?? field.visible !== false
}
export function isRequired(name: string, field: FieldView, state: FormState): boolean {
  return field.level === 'required' || (state.evaluation.required[name] ?? field.required === true)
}

const WIDE = new Set(['table', 'file', 'photo', 'richtext'])

/** Columns of twelve that a field takes. */
export function spanOf(field: FieldView, columns: number): number {
  if (WIDE.has(field.type) || (field.lines ?? 1) > 1) return 12
  return columns >= 3 ? 4 : columns === 1 ? 12 : 6
}

/** A new form asks; what is only computed from others waits until the record has it. */
export function isAsked(field: FieldView, isNew: boolean): boolean {
  return !isNew || !(field.derived && field.type !== 'money' && field.type !== 'number')
}

/** The fields of a block that are to be seen now. */
export function shownOf(block: Block, state: FormState, isNew: boolean): [string, FieldView][] {
  return block.fields.filter(([name, field]) => isVisible(name, field, state) && isAsked(field, isNew))
}
