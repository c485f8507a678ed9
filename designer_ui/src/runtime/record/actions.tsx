import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiError, call, post } from '../../api/client'
import { recordPath, recordsChanged } from '../../api/queries'
import { paths, useAccounts, useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button, LinkButton } from '../../kit/button'
import { Menu, type MenuEntry } from '../../kit/menu'
import { Confirm } from '../../kit/overlay'
import { toast, toastBad, toastUndo } from '../../kit/toast'
import { labelOf } from '../values'
import type { RecordContext } from './context'

const NewPassword = lazy(() => import('../accounts/new_password'))

/** Edit, and behind ⋯ what is rare: copy the address, move to the recycle bin (with a way back). */
export function RecordActions({ context }: { context: RecordContext }) {
  const { name, form, record } = context
  const app = useApp()
  const navigate = useNavigate()
  const [asking, ask] = useState(false)
  const [renewing, renew] = useState(false)
  const accounts = useAccounts(name)
  const label = labelOf(record, form)
  const remove = async () => {
    ask(false)
    try {
      await call('DELETE', recordPath(app.name, name, record.id))
      recordsChanged(app.name, name)
      const restore = () =>
        void post(`${recordPath(app.name, name, record.id)}/restore`).then(
          () => recordsChanged(app.name, name),
          () => toastBad(t('error.failed')),
        )
      toastUndo(t('toast.deleted', { name: label }), restore)
      void navigate(paths.list(app.name, name), { replace: true })
    } catch (error) {
      toastBad(error instanceof ApiError && !error.offline ? error.message : t('error.not_saved_offline'))
    }
  }
  const entries: MenuEntry[] = [
    { id: 'copy', label: t('record.copy_link'), icon: 'copy' },
    ...(accounts ? [{ id: 'password', label: t('password.new'), icon: 'lock' } satisfies MenuEntry] : []),
    ...(record._can?.delete
      ? [{ id: 'delete', label: t('record.delete'), icon: 'trash', danger: true } satisfies MenuEntry]
      : []),
  ]
  const choose = (id: string) => {
    if (id === 'delete') ask(true)
    else if (id === 'password') renew(true)
    else void navigator.clipboard?.writeText(location.href).then(() => toast(t('toast.copied')))
  }
  return (
    <>
      {record._can?.edit !== false && (
        <LinkButton quiet icon="edit" hint="E" label={t('action.edit')} to={paths.edit(app.name, name, record.id)} />
      )}
      <Menu label={t('nav.more')} entries={entries} onChoose={choose}>
        {(trigger) => <Button quiet bare icon="more" label={t('nav.more')} trigger={trigger} />}
      </Menu>
      <Confirm
        title={t('delete.title', { name: label })}
        open={asking}
        onClose={() => ask(false)}
        onConfirm={() => void remove()}
        confirm={t('record.delete')}
        danger
      >
        <p className="sec">{t('delete.help')}</p>
      </Confirm>
      {renewing && (
        <Suspense fallback={null}>
          <NewPassword id={record.id} name={label} onClose={() => renew(false)} />
        </Suspense>
      )}
    </>
  )
}
