/** The gate of a stage: what it still asks for, filled in here, then the move. */
import { useState } from 'react'
import type { ApiError } from '../../api/client'
import type { FormView, Value, Values } from '../../api/types'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Dialog } from '../../kit/overlay'
import { Note } from '../../kit/states'
import { StageMark } from '../../kit/stage'
import { FieldBox } from '../fields/box'
import '../form/form.css'
import { optionOf } from '../format'
import { labelOf } from '../values'
import type { Gate } from './move'

interface Props {
  name: string
  form: FormView
  by: string
  gate: Gate
  onClose: () => void
  onMove: (values: Values) => Promise<ApiError | null>
}

export default function GateDialog({ name, form, by, gate, onClose, onMove }: Props) {
  const app = useApp()
  const [values, setValues] = useState<Values>(
    Object.fromEntries(gate.missing.map((field) => [field, gate.record[field] as Value])),
  )
  const [pending, setPending] = useState(false)
  const field = form.fields[by]!
  const title = optionOf(field, gate.to)?.title ?? gate.to
  const help = optionOf(field, gate.to)?.help
  const problemOf = (path: string) =>
    gate.problems
      .filter((problem) => problem.path === path && !problem.code.endsWith('required'))
      .map((problem) => problem.message)
  const general = gate.problems.filter((problem) => !gate.missing.includes(problem.path ?? ''))
  const send = async () => {
    setPending(true)
    await onMove(values)
    setPending(false)
  }
  // A stage that cannot be entered from here stays shut whatever is filled in.
  const locked = gate.missing.length === 0 || gate.problems.some((problem) => problem.code === 'stage.from')
  return (
    <Dialog
      title={locked ? t('gate.locked', { to: title }) : t('gate.title', { to: title })}
      open
      onClose={onClose}
      dismissable={false}
      footer={
        locked ? (
          <Button primary label={t('action.ok')} onPress={onClose} />
        ) : (
          <>
            <Button quiet label={t('action.cancel')} onPress={onClose} />
            <Button primary label={t('gate.move', { to: title })} pending={pending} onPress={() => void send()} />
          </>
        )
      }
    >
      <form
        className="col g3"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <p className="sec row w g1">
          {labelOf(gate.record, form)}　<StageMark options={field.options ?? []} value={gate.to} />
        </p>
        {help && <p className="hint">{help}</p>}
        {(locked || general.length > 0) && (
          <Note tone="warn" icon="lock">
            {general.length
              ? general.map((problem) => (
                  <p key={problem.code + problem.path}>
                    {problem.message}
                    {problem.hint && <span className="mut"> {problem.hint}</span>}
                  </p>
                ))
              : gate.reason}
          </Note>
        )}
        {!locked && <p className="t13">{t('gate.asks', { n: gate.missing.length })}</p>}
        {!locked &&
          gate.missing.map((each) => (
            <FieldBox
              key={each}
              name={each}
              field={{ ...form.fields[each]!, level: 'edit' }}
              value={values[each]}
              required
              readonly={false}
              problems={problemOf(each)}
              place={{ app: app.name, form: name, path: each }}
              onChange={(value) => setValues((now) => ({ ...now, [each]: value }))}
            />
          ))}
      </form>
    </Dialog>
  )
}
