import { useState } from 'react'
import type { FieldView } from '../../api/types'
import { useApp } from '../../app/context'
import { numberText, unitOf } from '../format'
import { aria, frame, type InputProps } from './types'

const SCALES: Record<string, number> = { 万: 1e4, 亿: 1e8, k: 1e3, m: 1e6 }

/** What a person types: 1,280.5 or 86万 or 12%; null when it is no number. */
export function readNumber(text: string, percent: boolean): number | null {
  const clean = text
    .replace(/[,，\s￥¥$]/g, '')
    .replace(/[。．]/g, '.')
    .replace('−', '-')
    .replace('％', '%')
  const match = /^(-?\d*\.?\d+)(万|亿|k|m|%)?$/i.exec(clean)
  if (!match) return null
  const number = Number(match[1])
  const unit = match[2]?.toLowerCase()
  if (percent) return Number((number / 100).toFixed(10))
  return unit === '%' ? number / 100 : Number((number * (unit ? SCALES[unit]! : 1)).toFixed(8))
}

export function writeNumber(value: unknown, field: FieldView): string {
  if (typeof value !== 'number') return value === null || value === undefined ? '' : String(value)
  if (field.type === 'percent') return numberText(Number((value * 100).toFixed(6)), 0, 4)
  return field.type === 'money' ? numberText(value, 2, 2) : numberText(value, field.decimals ?? 0, field.decimals ?? 6)
}

/** Shows the written form, and what is typed while it is being typed. */
export function NumberInput(props: InputProps) {
  const { field, value, onChange } = props
  const [typed, type] = useState<string | null>(null)
  const currency = useApp().currency
  const percent = field.type === 'percent'
  const affix = percent ? '%' : unitOf(field, currency)
  const change = (text: string) => {
    type(text)
    if (text.trim() === '') onChange(null)
    else onChange(readNumber(text, percent) ?? text)
  }
  return (
    <span className={frame(props, props.bare ? 'num' : '')}>
      <input
        {...aria(props)}
        inputMode="decimal"
        autoComplete="off"
        placeholder={field.placeholder ?? undefined}
        value={typed ?? writeNumber(value, field)}
        onChange={(event) => change(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => {
          type(null)
          props.onBlur?.()
        }}
      />
      {affix && !props.bare && <span className="affix">{affix}</span>}
    </span>
  )
}
