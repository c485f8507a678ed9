/** What a person decides about a file, and what of it follows from how the file was read. */
import type { ImportStart } from '../../api/imports'

export interface Choices {
  /** Column index → field; a missing one is not taken. */
  mapping: Record<string, string>
  /** Field → text in the file → value of ours. */
  values: Record<string, Record<string, string>>
  /** Field → the same value in every row. */
  constants: Record<string, string>
  create_missing: string[]
  date_formats: Record<string, string>
  /** The fields by which a row means a record that is there; none: every row is a new one. */
  key: string[]
  update: boolean
  /** What an empty cell does to a record that is there. */
  empty: 'keep' | 'clear'
}

export const NO_CHOICES: Choices = {
  mapping: {},
  values: {},
  constants: {},
  create_missing: [],
  date_formats: {},
  key: [],
  update: false,
  empty: 'keep',
}

/** The keys whose fields the file has, or a constant gives. */
export function usableKeys(start: ImportStart, choices: Choices): string[][] {
  const given = new Set([...Object.values(choices.mapping), ...Object.keys(choices.constants)])
  return start.key.choices.filter((fields) => fields.every((name) => given.has(name)))
}

/** A key that has lost one of its fields is none. */
export function withUsableKey(start: ImportStart, choices: Choices): Choices {
  const key = usableKeys(start, choices).find((fields) => fields.join() === choices.key.join())
  return { ...choices, key: key ?? [] }
}

/** What was guessed, for a person to confirm. */
export function firstChoices(start: ImportStart): Choices {
  const matched = start.columns.filter((column) => column.field)
  const dated = start.columns.filter((column) => column.date_format)
  return withUsableKey(start, {
    ...NO_CHOICES,
    mapping: Object.fromEntries(matched.map((column) => [String(column.index), column.field!])),
    date_formats: Object.fromEntries(dated.map((column) => [String(column.index), column.date_format!])),
    key: start.key.fields,
    update: start.key.update,
  })
}

export function without<T>(map: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([each]) => each !== key))
}

/** What a text of the file stands for; nothing chosen leaves it as it is. */
export function withValue(choices: Choices, field: string, text: string, value: string): Choices {
  const known = choices.values[field] ?? {}
  return {
    ...choices,
    values: { ...choices.values, [field]: value ? { ...known, [text]: value } : without(known, text) },
  }
}

export function withCreated(choices: Choices, field: string, created: boolean): Choices {
  const others = choices.create_missing.filter((name) => name !== field)
  return { ...choices, create_missing: created ? [...others, field] : others }
}
