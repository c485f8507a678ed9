/** The buttons that the definition gives this record now, and logging what happened. */
import { useState } from 'react'
import { Link } from 'react-router'
import { ApiError, post } from '../../api/client'
import { recordPath, recordsChanged } from '../../api/queries'
import type { ButtonView, ProblemItem, RecordData, Reference, Value, Values } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Menu } from '../../kit/menu'
import { Dialog } from '../../kit/overlay'
import { Note } from '../../kit/states'
import { toast, toastBad } from '../../kit/toast'
import { FieldBox } from '../fields/box'
import { toWire } from '../values'
import type { RecordContext } from './context'

type Created = Reference & { form: string }
interface Pressed { record?: RecordData; created?: Created[] }

function AskDialog({ context, name, button, onClose, onDone }: { context: RecordContext; name: string; button: ButtonView; onClose: () => void; onDone: (answer: Pressed) => void }) {
  const app = useApp()
  const { form, record } = context
  const asked = (button.ask ?? []).filter((field) => form.fields[field])
  const [values, setValues] = useState<Values>(Object.fromEntries(asked.map((field) => [field, record[field] as Value])))
  const [problems, setProblems] = useState<ProblemItem[]>([])
  const [pending, setPending] = useState(false)
  const press = async () => {
    setPending(true)
    try { onDone(await pressButton(app.name, context, name, toWire(values, form.fields))) } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblems(error.problems.length ? error.problems : [{ code: error.code, message: error.offline ? t('error.not_saved_offline') : error.message }])
    } finally { setPending(false) }
  }
  const general = problems.filter((problem) => !asked.includes(problem.path ?? ''))
  return (
    <Dialog
      title={button.title} open onClose={onClose} dismissable={asked.length === 0} role={asked.length ? 'dialog' : 'alertdialog'}
      footer={<><Button quiet label={t('action.cancel')} onPress={onClose} /><Button primary label={button.title} pending={pending} onPress={() => void press()} /></>}
    >
      <form className="col g3" onSubmit={(event) => { event.preventDefault(); void press() }}>
        {button.confirm && <p className="sec">{button.confirm}</p>}
        {general.map((problem) => <Note key={problem.code} tone="bad" role="alert">{problem.message}</Note>)}
        {asked.map((field) => (
          <FieldBox
            key={field} name={field} field={{ ...form.fields[field]!, level: 'edit' }} value={values[field]} required={form.fields[field]!.required === true} readonly={false}
            problems={problems.filter((problem) => problem.path === field).map((problem) => problem.message)} place={{ app: app.name, form: context.name, path: field }}
            onChange={(value) => setValues((now) => ({ ...now, [field]: value }))}
          />
        ))}
      </form>
    </Dialog>
  )
}

const pressButton = (app: string, context: RecordContext, name: string, values: Record<string, unknown>): Promise<Pressed> =>
  post<Pressed>(`${recordPath(app, context.name, context.record.id)}/buttons/${name}`, { version: context.record.version, values })

function CreatedDialog({ created, onClose }: { created: Created[]; onClose: () => void }) {
  const app = useApp()
  return (
    <Dialog title={t('record.created_title', { n: created.length })} open onClose={onClose} footer={<Button primary label={t('action.ok')} onPress={onClose} />}>
      <ul className="col g2">{created.map((item) => <li key={item.id}><Link className="link" to={paths.record(app.name, item.form, item.id)} onClick={onClose}>{item.label}</Link> <span className="mut t12">{app.forms[item.form]?.title}</span></li>)}</ul>
    </Dialog>
  )
}

export function RecordButtons({ context }: { context: RecordContext }) {
  const app = useApp()
  const { form, record, log, logTitle } = context
  const [open, setOpen] = useState<string | null>(null)
  const [created, setCreated] = useState<Created[]>([])
  const names = (record._buttons ?? []).filter((name) => form.buttons[name])
  const done = (name: string, answer: Pressed) => {
    setOpen(null)
    recordsChanged(app.name)
    if (answer.created?.length) setCreated(answer.created)
    else toast(t('toast.done', { name: form.buttons[name]!.title }))
  }
  const press = (name: string) => {
    const button = form.buttons[name]!
    if (button.confirm || button.ask?.length) { setOpen(name); return }
    pressButton(app.name, context, name, {}).then((answer) => done(name, answer), (error: unknown) => toastBad(error instanceof ApiError && !error.offline ? error.message : t('error.not_saved_offline')))
  }
  const [shown, hidden] = [names.slice(0, 2), names.slice(2)]
  return (
    <>
      {shown.map((name, index) => <Button key={name} {...(!log && index === 0 ? { primary: true } : {})} className="grow0" label={form.buttons[name]!.title} onPress={() => press(name)} />)}
      {hidden.length > 0 && (
        <Menu label={t('record.buttons')} entries={hidden.map((name) => ({ id: name, label: form.buttons[name]!.title }))} onChoose={press}><Button bare icon="down" label={t('record.buttons')} /></Menu>
      )}
      {log && <Button primary icon="edit" hint="F" className="grow0" label={logTitle} onPress={log} />}
      {open && <AskDialog key={open} context={context} name={open} button={form.buttons[open]!} onClose={() => setOpen(null)} onDone={(answer) => done(open, answer)} />}
      {created.length > 0 && <CreatedDialog created={created} onClose={() => setCreated([])} />}
    </>
  )
}
