/** What a button asks before it acts: a word of confirmation, fields to fill in. */
import { useState } from 'react'
import { ApiError } from '../../api/client'
import type { ButtonView, ProblemItem, Value, Values } from '../../api/types'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Dialog } from '../../kit/overlay'
import { Note } from '../../kit/states'
import { FieldBox } from '../fields/box'
import '../form/form.css'
import { toWire } from '../values'
import type { RecordContext } from './context'
import { pressButton, type Pressed } from './press'

export default function AskDialog({
  context,
  name,
  button,
  onClose,
  onDone,
}: {
  context: RecordContext
  name: string
  button: ButtonView
  onClose: () => void
  onDone: (answer: Pressed) => void
}) {
  const app = useApp()
  const { form, record } = context
  const asked = (button.ask ?? []).filter((field) => form.fields[field])
  const [values, setValues] = useState<Values>(
    Object.fromEntries(asked.map((field) => [field, record[field] as Value])),
  )
  const [problems, setProblems] = useState<ProblemItem[]>([])
  const [pending, setPending] = useState(false)
  const press = async () => {
    setPending(true)
    try {
      onDone(await pressButton(app.name, context, name, toWire(values, form.fields)))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblems(
        error.problems.length
          ? error.problems
          : [{ code: error.code, message: error.offline ? t('error.not_saved_offline') : error.message }],
      )
    } finally {
      setPending(false)
    }
  }
  const general = problems.filter((problem) => !asked.includes(problem.path ?? ''))
  return (
    <Dialog
      title={button.title}
      open
      onClose={onClose}
      dismissable={asked.length === 0}
      role={asked.length ? 'dialog' : 'alertdialog'}
      footer={
        <>
          <Button quiet label={t('action.cancel')} onPress={onClose} />
          <Button primary label={button.title} pending={pending} onPress={() => void press()} />
        </>
      }
    >
      <form
        className="col g3"
        onSubmit={(event) => {
          event.preventDefault()
          void press()
        }}
      >
        {button.confirm && <p className="sec">{button.confirm}</p>}
        {general.map((problem) => (
          <Note key={problem.code} tone="bad" role="alert">
            {problem.message}
          </Note>
        ))}
        {asked.map((field) => (
          <FieldBox
            key={field}
            name={field}
            field={{ ...form.fields[field]!, level: 'edit' }}
            value={values[field]}
            required={form.fields[field]!.required === true}
            readonly={false}
            problems={problems.filter((problem) => problem.path === field).map((problem) => problem.message)}
            place={{ app: app.name, form: context.name, path: field }}
            onChange={(value) => setValues((now) => ({ ...now, [field]: value }))}
          />
        ))}
      </form>
    </Dialog>
  )
}
