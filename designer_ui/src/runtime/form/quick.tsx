/** The short form in a drawer: a new record, or a few fields that something asks for. */
import { useEffect, useState } from 'react'
import type { RecordData, Values } from '../../api/types'
import { paths, useApp, useForm } from '../../app/context'
import { t } from '../../i18n'
import { Button, LinkButton } from '../../kit/button'
import { useShortcut } from '../../kit/keys'
import { Confirm, Drawer } from '../../kit/overlay'
import { toast } from '../../kit/toast'
import { labelOf } from '../values'
import { FormBody } from './body'
import './form.css'
import { focusFirstProblem, FormNotices } from './notices'
import { useFormState } from './state'

interface Props {
  name: string
  initial?: Values
  onClose: () => void
  onSaved?: (record: RecordData) => void
  title?: string
}

export default function QuickForm({ name, initial = {}, onClose, onSaved, title }: Props) {
  const app = useApp()
  const form = useForm(name)!
  const options = { app: app.name, name, form, record: null, initial }
  const state = useFormState(options)
  const [asking, ask] = useState(false)
  const [saved, setSaved] = useState<RecordData | null>(null)
  const save = async () => {
    if (state.saving) return
    const record = await state.save()
    if (record) setSaved(record)
    else setTimeout(focusFirstProblem, 50)
  }
  useEffect(() => {
    if (!saved) return
    toast(t('toast.created', { name: labelOf(saved, form) }))
    onSaved?.(saved)
    onClose()
  }, [saved])
  useShortcut('mod+enter', () => void save())
  const close = () => (state.dirty ? ask(true) : onClose())
  const only = form.quick?.length ? [...new Set([...form.quick, ...asked(state.problems)])] : undefined
  return (
    <>
      <Drawer
        title={title ?? t('form.new_named', { name: form.title })}
        open
        onClose={close}
        footer={
          <>
            {only && !state.dirty && (
              <LinkButton quiet to={paths.create(app.name, name)} label={t('form.all_fields')} />
            )}
            <span className="end" />
            <Button quiet label={t('action.cancel')} onPress={close} />
            <Button primary label={t('action.save')} hint="Ctrl ↵" pending={state.saving} onPress={() => void save()} />
          </>
        }
      >
        <div className="quick">
          <FormNotices options={options} state={state} />
          <FormBody options={options} state={state} only={only} />
        </div>
      </Drawer>
      <Confirm
        title={t('leave.title')}
        open={asking}
        onClose={() => ask(false)}
        onConfirm={onClose}
        confirm={t('leave.confirm')}
        danger
      >
        <p className="sec">{t('leave.help')}</p>
      </Confirm>
    </>
  )
}

/** A problem on a field that the short form leaves out brings that field in. */
const asked = (problems: Record<string, string[]>): string[] =>
  Object.keys(problems).map((path) => path.split(/[.[]/)[0]!)
