/** Which input a type of field has. A new type is one file and one line here. */
import { lazy, type ComponentType } from 'react'
import type { FieldView } from '../../api/types'
import { BooleanInput } from './boolean'
import { ChoiceInput } from './choice'
import { DateInput } from './date'
import { ManyInput } from './many'
import { NumberInput } from './number'
import { ReferenceInput } from './reference'
import { TextInput } from './text'
import type { InputProps } from './types'

const FileInput = lazy(() => import('./file'))

export const INPUTS: Record<string, ComponentType<InputProps>> = {
  text: TextInput,
  richtext: TextInput,
  phone: TextInput,
  email: TextInput,
  url: TextInput,
  duration: TextInput,
  time: TextInput,
  number: NumberInput,
  money: NumberInput,
  percent: NumberInput,
  rating: NumberInput,
  boolean: BooleanInput,
  date: DateInput,
  datetime: DateInput,
  choice: ChoiceInput,
  stage: ChoiceInput,
  tags: ManyInput,
  reference: ReferenceInput,
  user: ReferenceInput,
  team: ReferenceInput,
  file: FileInput,
  photo: FileInput,
}

const MANY = new Set(['choice', 'reference', 'user', 'team'])

export function inputFor(field: FieldView): ComponentType<InputProps> | undefined {
  return field.many && MANY.has(field.type) ? ManyInput : INPUTS[field.type]
}
