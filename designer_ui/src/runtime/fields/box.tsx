/** A field on a form: label above, hint or problem below in the same place. */
import { lazy, Suspense, useId } from 'react'
import type { FieldView, Value } from '../../api/types'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { writeNumber } from './number'
import { isNumeric } from '../format'
import { isEmpty } from '../values'
import { inputFor } from './inputs'
import type { CellStates, Place } from './types'
import { FieldValue } from './value'

const TableInput = lazy(() => import('./table'))

export interface BoxProps {
  name: string
  field: FieldView
  value: Value
  onChange: (value: Value) => void
  place: Place
  required: boolean
  readonly: boolean
  problems: string[]
  hint?: string | undefined
  /** All problems of the form, for a table's cells. */
  byPath?: Record<string, string>
  cellState?: CellStates
  onBlur?: () => void
  siblings?: () => Record<string, unknown>
}

/** A label names the control by `for`, or by its id where the control is not a plain input. */
function Label({ id, field, required, off }: { id: string; field: FieldView; required: boolean; off: boolean }) {
  return (
    <label id={`${id}-label`} htmlFor={id} className={`label ${required ? 'req' : ''}`}>
      {field.title}
      {off && field.derived && <Icon name="bolt" className="auto" />}
    </label>
  )
}

function Fixed({ id, field, value, masked }: { id: string; field: FieldView; value: Value; masked: boolean }) {
  const currency = useApp().currency
  const text =
    isEmpty(value) && field.type === 'serial' ? (
      <span className="ph">{t('form.serial_later')}</span>
    ) : isNumeric(field.type) ? (
      writeNumber(value, field)
    ) : (
      <FieldValue field={field} value={value} full currency={currency} />
    )
  return (
    <output id={id} className="input is-off" aria-labelledby={`${id}-label`}>
      <span className="grow ell">{text || '—'}</span>
      {!field.derived && <Icon name={masked ? 'eye' : 'lock'} />}
    </output>
  )
}

export function FieldBox(props: BoxProps) {
  const {
    name,
    field,
    value,
    onChange,
    place,
    required,
    readonly,
    problems,
    hint,
    byPath = {},
    cellState,
    onBlur,
    siblings,
  } = props
  const id = useId()
  const fixed =
    readonly || field.derived === true || field.level === 'read' || field.level === 'mask' || field.type === 'serial'
  const invalid = problems.length > 0
  const below = invalid || hint || field.help ? `${id}-below` : undefined
  const shared = { id, field, value, onChange, place, required, invalid, describedBy: below, onBlur, siblings }
  const Input = inputFor(field)
  return (
    <div className={`field ${fixed ? 'off' : ''}`} data-field={name}>
      <Label id={id} field={field} required={required && !fixed} off={fixed} />
      <Suspense fallback={<span className="spin" />}>
        {field.type === 'table' && !fixed ? (
          <TableInput {...shared} name={name} problems={byPath} cellState={cellState} />
        ) : fixed || !Input ? (
          <Fixed id={id} field={field} value={value} masked={field.level === 'mask'} />
        ) : (
          <Input {...shared} />
        )}
      </Suspense>
      {below && (
        <div id={below}>
          {invalid ? (
            problems.map((text) => (
              <span className="err" key={text}>
                <Icon name="bad" />
                {text}
              </span>
            ))
          ) : (
            <span className="hint">{hint ?? field.help}</span>
          )}
        </div>
      )}
    </div>
  )
}
