/** An administrator gives a person a new password: asked first, then told once. */
import { useState } from 'react'
import { ApiError, post } from '../../api/client'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Confirm, Dialog } from '../../kit/overlay'
import { Note } from '../../kit/states'
import { toast, toastBad } from '../../kit/toast'

interface Given {
  login: string
  password: string
}

function Told({ given, onClose }: { given: Given; onClose: () => void }) {
  const copy = () => void navigator.clipboard?.writeText(given.password).then(() => toast(t('password.copied')))
  return (
    <Dialog
      title={t('password.new')}
      open
      onClose={onClose}
      dismissable={false}
      footer={<Button primary label={t('password.noted')} onPress={onClose} />}
    >
      <Note tone="warn">{t('password.once')}</Note>
      <dl className="kv given">
        <dt>{t('signin.user')}</dt>
        <dd className="mono">{given.login}</dd>
        <dt>{t('signin.password')}</dt>
        <dd className="row">
          <b className="mono" data-password>
            {given.password}
          </b>
          <Button small quiet icon="copy" label={t('password.copy')} onPress={copy} />
        </dd>
      </dl>
    </Dialog>
  )
}

export default function NewPassword({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const [given, tell] = useState<Given | null>(null)
  const [pending, setPending] = useState(false)
  const give = async () => {
    setPending(true)
    try {
      tell(await post<Given>(`/api/apps/system/users/${id}/password`))
    } catch (error) {
      toastBad(error instanceof ApiError && !error.offline ? error.message : t('error.failed'))
      onClose()
    }
  }
  if (given) return <Told given={given} onClose={onClose} />
  return (
    <Confirm
      title={t('password.title', { name })}
      open
      onClose={onClose}
      onConfirm={() => void give()}
      confirm={t('password.give')}
      pending={pending}
    >
      <p className="sec">{t('password.help')}</p>
    </Confirm>
  )
}
