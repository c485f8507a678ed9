import { useState } from 'react'
import type { Reference, TaskDetail, Value } from '../../api/types'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Dialog } from '../../kit/overlay'
import { toast } from '../../kit/toast'
import { FieldBox } from '../fields/box'
import '../form/form.css'
import type { TaskWork } from './work'

/** A person chosen from those who can see the record's form. */
export default function Reassign({
  task,
  work,
  onClose,
  onDone,
}: {
  task: TaskDetail
  work: TaskWork
  onClose: () => void
  onDone: () => void
}) {
  const app = useApp()
  const [to, setTo] = useState<Value>(null)
  const form = app.forms[task.form ?? '']
  const people = Object.entries(form?.fields ?? {}).find(([, field]) => field.type === 'user')
  const send = async () => {
    if (await work.run('reassign', { to: (to as Reference).id })) {
      toast(t('toast.reassigned', { name: (to as Reference).label }))
      onDone()
    }
  }
  return (
    <Dialog
      title={t('task.reassign')}
      open
      onClose={onClose}
      footer={
        <>
          <Button quiet label={t('action.cancel')} onPress={onClose} />
          <Button
            primary
            label={t('task.reassign')}
            disabled={!to}
            pending={work.busy === 'reassign'}
            onPress={() => void send()}
          />
        </>
      }
    >
      <FieldBox
        name="to"
        field={{ type: 'user', title: t('task.reassign_to'), level: 'edit' }}
        value={to}
        onChange={setTo}
        required
        readonly={false}
        problems={[]}
        place={{ app: app.name, form: task.form ?? '', path: people?.[0] ?? 'owner' }}
      />
    </Dialog>
  )
}
