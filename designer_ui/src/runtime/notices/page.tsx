import { useNotices } from '../../api/queries'
import { useApp } from '../../app/context'
import { useTitle } from '../../app/title'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Empty, Loaded } from '../../kit/states'
import '../home/home.css'
import { markRead, NoticeRow } from './row'

export function NoticesPage() {
  const app = useApp()
  const notices = useNotices(app.name)
  useTitle(t('nav.notices'))
  const unread = notices.data?.records.filter((notice) => !notice.read).map((notice) => notice.id) ?? []
  return (
    <>
      <header className="bar">
        <h1>{t('nav.notices')}</h1>
        <span className="end">
          {unread.length > 0 && (
            <Button icon="check" label={t('notices.read_all')} onPress={() => void markRead(app.name, unread)} />
          )}
        </span>
      </header>
      <div className="body">
        <Loaded query={notices}>
          {(list) =>
            list.records.length ? (
              <ul className="pad">
                {list.records.map((notice) => (
                  <NoticeRow key={notice.id} notice={notice} />
                ))}
              </ul>
            ) : (
              <Empty title={t('notices.none')}>{t('notices.none_help')}</Empty>
            )
          }
        </Loaded>
      </div>
    </>
  )
}
