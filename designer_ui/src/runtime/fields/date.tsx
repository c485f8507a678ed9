/** A date that can be typed (6-18, 明天, +3) or picked; with a time for a datetime. */
import { lazy, Suspense, useRef, useState } from 'react'
import { fromLocal, today, toLocal } from '../../i18n/dates'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { composing } from '../../kit/keys'
import { Popover } from '../../kit/overlay'
import { readDate, readMoment } from './date_text'
import { aria, frame, type InputProps } from './types'

const Calendar = lazy(() => import('./calendar'))

function shown(value: unknown, time: boolean): string {
  if (!value) return ''
  const text = String(value)
  return time && text.includes('Z') ? toLocal(text).replace('T', ' ') : text
}

export function DateInput(props: InputProps) {
  const { field, value, onChange } = props
  const time = field.type === 'datetime'
  const [typed, type] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  const text = typed ?? shown(value, time)
  const read = (entry: string): string | null => {
    if (!time) return readDate(entry, today())
    const moment = readMoment(entry, today())
    return moment && fromLocal(moment)
  }
  const change = (entry: string) => {
    type(entry)
    onChange(entry.trim() === '' ? null : (read(entry) ?? entry))
  }
  const pick = (day: string) => {
    const clock = time ? shown(value, true).slice(11) || '09:00' : ''
    onChange(time ? fromLocal(`${day}T${clock}`) : day)
    type(null)
    setOpen(false)
  }
  return (
    <span className={frame(props)} ref={anchor}>
      <input
        {...aria(props)}
        autoComplete="off"
        value={text}
        placeholder={field.placeholder ?? (props.bare ? '' : t(time ? 'date.hint_time' : 'date.hint'))}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          type(null)
          props.onBlur?.()
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && event.altKey && !composing(event)) setOpen(true)
        }}
      />
      {!props.bare && (
        <button type="button" aria-label={t('date.open')} onClick={() => setOpen(true)}>
          <Icon name="cal" />
        </button>
      )}
      <Popover label={field.title} open={open} onClose={() => setOpen(false)} anchor={anchor}>
        <Suspense fallback={<span className="spin" />}>
          <Calendar
            value={shown(value, time).slice(0, 10)}
            onPick={pick}
            min={String(field.min ?? '')}
            max={String(field.max ?? '')}
          />
        </Suspense>
      </Popover>
    </span>
  )
}
