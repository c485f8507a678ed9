/** Somebody else saved first: both values of each field, and the reader decides. */
import { useState } from 'react'
import type { FormView, Value, Values } from '../../api/types'
import { momentWords } from '../../i18n/dates'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Dialog } from '../../kit/overlay'
import { valueText } from '../format'
import type { Conflict } from './state'

type Side = 'yours' | 'theirs'

interface Props {
  form: FormView
  conflict: Conflict
  onCancel: () => void
  onDecide: (version: number, values: Values) => void
  pending: boolean
}

export default function ConflictDialog({ form, conflict, onCancel, onDecide, pending }: Props) {
  const names = Object.keys(conflict.fields).filter((name) => form.fields[name])
  const [chosen, choose] = useState<Record<string, Side>>({})
  const sideOf = (name: string): Side => chosen[name] ?? 'yours'
  const decide = () =>
    onDecide(
      conflict.version,
      Object.fromEntries(names.map((name) => [name, conflict.fields[name]![sideOf(name)] as Value])),
    )
  const first = conflict.fields[names[0] ?? '']
  return (
    <Dialog
      wide
      title={t('conflict.title')}
      open
      onClose={onCancel}
      dismissable={false}
      footer={
        <>
          <Button quiet label={t('action.go_on_editing')} onPress={onCancel} />
          <Button primary label={t('conflict.save')} pending={pending} onPress={decide} />
        </>
      }
    >
      <p className="sec">
        {first?.by
          ? t('conflict.by', { who: first.by, when: first.at ? momentWords(first.at) : '' })
          : t('conflict.someone')}
      </p>
      <ul className="col g3 conflicts">
        {names.map((name) => (
          <li key={name} role="radiogroup" aria-label={form.fields[name]!.title}>
            <b className="t13">{form.fields[name]!.title}</b>
            {(['yours', 'theirs'] as const).map((side) => (
              <label key={side} className="row conflict-side">
                <input
                  type="radio"
                  name={`conflict-${name}`}
                  checked={sideOf(name) === side}
                  onChange={() => choose({ ...chosen, [name]: side })}
                />
                <span className="mut t12">{t(side === 'yours' ? 'conflict.yours' : 'conflict.theirs')}</span>
                <span className="grow">{valueText(form.fields[name]!, conflict.fields[name]![side]) || '—'}</span>
              </label>
            ))}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
