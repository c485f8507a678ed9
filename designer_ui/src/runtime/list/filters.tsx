/** The row of filter tokens: field, relation, value, each in one control. */
import { lazy, Suspense, useRef, useState } from 'react'
import type { FormView } from '../../api/types'
import { t } from '../../i18n'
import { dayText } from '../../i18n/dates'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { useShortcut } from '../../kit/keys'
import { Popover } from '../../kit/overlay'
import { comma, isNumeric, numberText, percentText } from '../format'
import { facetsOf, type Scope } from './facets'
import { operatorOf, type Token } from './filter'

// Inputs of every type come with it, so it waits until somebody filters.
const TokenEditor = lazy(() => import('./filter_editor'))

export function tokenValue(token: Token, form: FormView): string {
  const field = form.fields[token.field]!
  const kind = operatorOf(field, token.operator).kind
  if (kind === 'none') return ''
  if (kind === 'days') return t('filter.days', { n: token.values[0] ?? '' })
  if (kind === 'date') return dayText(token.values[0] ?? '')
  if (isNumeric(field.type))
    return field.type === 'percent' ? percentText(Number(token.values[0])) : numberText(Number(token.values[0]))
  const texts =
    token.labels ?? token.values.map((value) => field.options?.find((option) => option.name === value)?.title ?? value)
  return texts.join(comma())
}

interface TokenProps {
  form: FormView
  scope: Scope
  token: Token
  onEdit: (token: Token) => void
  onRemove: () => void
}

function FilterToken({ form, scope, token, onEdit, onRemove }: TokenProps) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  const field = form.fields[token.field]
  if (!field) return null
  const value = tokenValue(token, form)
  return (
    <span className="fil" ref={anchor}>
      <span>{field.title}</span>
      <button
        type="button"
        className="op"
        onClick={() => setOpen(true)}
        aria-label={t('filter.edit', { title: field.title })}
      >
        {t(operatorOf(field, token.operator).label)}
      </button>
      {value && (
        <button type="button" className="v" onClick={() => setOpen(true)}>
          <span className="ell">{value}</span>
        </button>
      )}
      <button
        type="button"
        className="x"
        aria-label={t('action.remove_named', { name: field.title })}
        onClick={onRemove}
      >
        <Icon name="x" />
      </button>
      <Popover
        label={t('filter.edit', { title: field.title })}
        open={open}
        onClose={() => setOpen(false)}
        anchor={anchor}
      >
        <Suspense fallback={<span className="spin" />}>
          <TokenEditor
            form={form}
            scope={scope}
            start={token}
            onDone={(next) => {
              setOpen(false)
              onEdit(next)
            }}
          />
        </Suspense>
      </Popover>
    </span>
  )
}

interface Props {
  form: FormView
  scope: Omit<Scope, 'others'>
  tokens: Token[]
  onChange: (tokens: Token[]) => void
}

/** A field that is often asked for stands ready beside the filters that are on. */
function Facet({
  form,
  scope,
  name,
  onAdd,
}: {
  form: FormView
  scope: Scope
  name: string
  onAdd: (token: Token) => void
}) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const title = form.fields[name]!.title
  return (
    <>
      <button
        type="button"
        ref={anchor}
        className="facet"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {title}
        <Icon name="down" />
      </button>
      <Popover label={t('filter.edit', { title })} open={open} onClose={() => setOpen(false)} anchor={anchor}>
        <Suspense fallback={<span className="spin" />}>
          <TokenEditor
            form={form}
            scope={scope}
            start={{ field: name, operator: 'any', values: [] }}
            onDone={(token) => {
              setOpen(false)
              onAdd(token)
            }}
          />
        </Suspense>
      </Popover>
    </>
  )
}

export function Filters({ form, scope, tokens, onChange }: Props) {
  const [adding, add] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  useShortcut('/', () => add(true))
  const used = new Set(tokens.map((token) => token.field))
  return (
    <>
      {tokens.map((token, index) => (
        <FilterToken
          key={index}
          form={form}
          scope={{ ...scope, others: tokens.filter((_, place) => place !== index) }}
          token={token}
          onEdit={(next) => onChange(tokens.map((each, place) => (place === index ? next : each)))}
          onRemove={() => onChange(tokens.filter((_, place) => place !== index))}
        />
      ))}
      {facetsOf(form)
        .filter((name) => !used.has(name))
        .map((name) => (
          <Facet
            key={name}
            form={form}
            scope={{ ...scope, others: tokens }}
            name={name}
            onAdd={(token) => onChange([...tokens, token])}
          />
        ))}
      <span ref={anchor}>
        <Button small quiet icon="plus" label={t('filter.add')} hint="/" onPress={() => add(true)} />
      </span>
      <Popover label={t('filter.add')} open={adding} onClose={() => add(false)} anchor={anchor}>
        <Suspense fallback={<span className="spin" />}>
          <TokenEditor
            form={form}
            scope={{ ...scope, others: tokens }}
            start={null}
            onDone={(token) => {
              add(false)
              onChange([...tokens, token])
            }}
          />
        </Suspense>
      </Popover>
    </>
  )
}
