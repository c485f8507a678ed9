/** The buttons that the definition gives this record now, and logging what happened. */
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { ApiError } from '../../api/client'
import { recordsChanged } from '../../api/queries'
import { paths, useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Menu } from '../../kit/menu'
import { Dialog } from '../../kit/overlay'
import { toast, toastBad } from '../../kit/toast'
import type { RecordContext } from './context'
import { pressButton, type Created, type Pressed } from './press'

const AskDialog = lazy(() => import('./ask'))

function CreatedDialog({ created, onClose }: { created: Created[]; onClose: () => void }) {
  const app = useApp()
  return (
    <Dialog
      title={t('record.created_title', { n: created.length })}
      open
      onClose={onClose}
      footer={<Button primary label={t('action.ok')} onPress={onClose} />}
    >
      <ul className="col g2">
        {created.map((item) => (
          <li key={item.id}>
            <Link className="link" to={paths.record(app.name, item.form, item.id)} onClick={onClose}>
              {item.label}
            </Link>{' '}
            <span className="mut t12">{app.forms[item.form]?.title}</span>
          </li>
        ))}
      </ul>
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
    if (button.confirm || button.ask?.length) {
      setOpen(name)
      return
    }
    pressButton(app.name, context, name, {}).then(
      (answer) => done(name, answer),
      (error: unknown) =>
        toastBad(error instanceof ApiError && !error.offline ? error.message : t('error.not_saved_offline')),
    )
  }
  const [shown, hidden] = [names.slice(0, 2), names.slice(2)]
  return (
    <>
      {shown.map((name, index) => (
        <Button
          key={name}
          {...(!log && index === 0 ? { primary: true } : {})}
          className="grow0"
          label={form.buttons[name]!.title}
          onPress={() => press(name)}
        />
      ))}
      {hidden.length > 0 && (
        <Menu
          label={t('record.buttons')}
          entries={hidden.map((name) => ({ id: name, label: form.buttons[name]!.title }))}
          onChoose={press}
        >
          {(trigger) => <Button bare icon="down" label={t('record.buttons')} trigger={trigger} />}
        </Menu>
      )}
      {log && <Button primary icon="edit" hint="F" className="grow0" label={logTitle} onPress={log} />}
      {open && (
        <Suspense fallback={null}>
          <AskDialog
            key={open}
            context={context}
            name={open}
            button={form.buttons[open]!}
            onClose={() => setOpen(null)}
            onDone={(answer) => done(open, answer)}
          />
        </Suspense>
      )}
      {created.length > 0 && <CreatedDialog created={created} onClose={() => setCreated([])} />}
    </>
  )
}
