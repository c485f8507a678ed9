import type { FieldView, Value } from '../../api/types'

/** Where a field stands: enough to ask the server for its choices. */
export interface Place {
  app: string
  form: string
  path: string
}

/** What rules say about a cell of a table, as it is now. */
export interface CellState {
  /** With the options that are offered. */
  field: FieldView
  visible: boolean
  required: boolean
  readonly: boolean
}
export type CellStates = (row: number, column: string, field: FieldView, value: unknown) => CellState

export interface InputProps {
  id: string
  field: FieldView
  value: Value
  onChange: (value: Value) => void
  place: Place
  required: boolean
  invalid: boolean
  describedBy?: string | undefined
  /** In a table cell: no frame of its own, the label spoken only. */
  bare?: boolean
  onBlur?: () => void
  /** Other values of the form, sent along when the server narrows the choices. */
  siblings?: () => Record<string, unknown>
}

export const aria = (props: InputProps) => ({
  id: props.id,
  'aria-invalid': props.invalid || undefined,
  'aria-describedby': props.describedBy,
  'aria-required': props.required || undefined,
  'aria-label': props.bare ? props.field.title : undefined,
})

export const frame = (props: InputProps, more = ''): string =>
  `${props.bare ? 'cell-input' : 'input'} ${more} ${props.invalid && !props.bare ? 'is-bad' : ''}`
