import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { t } from '../../i18n'
import { Confirm } from '../../kit/overlay'

/** Leaving a page with unsaved work asks first; closing the browser tab too. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
  return (
    <Confirm
      title={t('leave.title')}
      open={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
      confirm={t('leave.confirm')}
      danger
    >
      <p className="sec">{t('leave.help')}</p>
    </Confirm>
  )
}
