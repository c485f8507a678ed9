/** What can be asked about a record: which of its values something keeps, and where the answer is. */
import type { FieldView, FormView, Option, RecordData } from '../../api/types'
import { hueOf } from '../../kit/marks'
import { isEmpty } from '../values'

/** The record that a shown value is of. */
export interface Of {
  form: string
  id: string
}

/** One question: why a value is what it is, or what it would take to be `wanted`. */
export interface Question extends Of {
  /** The address of what keeps the value: `tags/high_value`, `fields/paid`. */
  element: string
  title: string
  /** Under which name it stands among others: the field that it is a value of. */
  group: string
  hue?: string
  wanted?: string
}

/** A value of a rule's group (`price.level`) is asked for under the group's name. */
const elementOf = (field: string): string => (field.includes('.') ? field.replace('.', '/') : `fields/${field}`)

export const aboutTag = (of: Of, group: string, tag: Option): Question => ({
  ...of,
  group,
  element: `tags/${tag.name}`,
  title: tag.title,
  hue: hueOf(tag.color, tag.name),
})

export const aboutField = (of: Of, name: string, field: FieldView): Question => ({
  ...of,
  element: elementOf(name),
  title: field.title,
  group: field.title,
})

const aboutClass = (of: Of, name: string, field: FieldView, option: Option): Question => ({
  ...of,
  group: field.title,
  element: elementOf(name),
  title: option.title,
  hue: option.color ? hueOf(option.color, option.name) : 'gray',
  wanted: option.name,
})

/** The tags and classes that the record could have but has not, as they stand in the form. */
export function lackedBy(record: RecordData, form: FormView, name: string): Question[] {
  const of = { form: name, id: record.id }
  return Object.entries(form.fields).flatMap(([field, view]) => {
    const options = view.options ?? []
    if (view.type === 'tags') {
      const held = new Set((record[field] as string[] | null) ?? [])
      return options
        .filter((option) => option.rule && !held.has(option.name))
        .map((option) => aboutTag(of, view.title, option))
    }
    if (view.type !== 'choice' || !view.derived || isEmpty(record[field])) return []
    return options
      .filter((option) => option.name !== record[field])
      .map((option) => aboutClass(of, field, view, option))
  })
}
