import { Link } from 'react-router'
import { post } from '../../api/client'
import { appPath, client } from '../../api/queries'
import type { Notice } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { agoWords } from '../../i18n/dates'
import { t } from '../../i18n'
import { Dotted } from '../../kit/marks'

export async function markRead(app: string, ids: string[]): Promise<void> {
  if (!ids.length) return
  await post(`${appPath(app)}/notices/read`, { ids }).catch(() => undefined)
  await client.invalidateQueries({ queryKey: ['notices', app] })
}

export function NoticeRow({ notice }: { notice: Notice }) {
  const app = useApp()
  const known = notice.form && notice.record && app.forms[notice.form]
  const content = (
    <>
      <p>
        {!notice.read && <span className="vh">{t('notices.unread')} </span>}
        {notice.text}
      </p>
      <span className="hint">
        <Dotted items={[agoWords(notice.at), notice.record?.label, notice.cause]} />
      </span>
    </>
  )
  return (
    <li className="notice">
      <span className={`unread ${notice.read ? 'no' : ''}`} aria-hidden="true" />
      {known ? (
        <Link
          className="grow"
          to={paths.record(app.name, notice.form!, notice.record!.id)}
          onClick={() => void markRead(app.name, [notice.id])}
        >
          {content}
        </Link>
      ) : (
        <div className="grow">{content}</div>
      )}
    </li>
  )
}
