/** The frame around every page of an app, and the data that all of them need. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Navigate, Outlet, useParams } from 'react-router'
import { useBootstrap, useSession } from '../api/queries'
import type { Session } from '../api/types'
import { setZone } from '../i18n/dates'
import { languageNamed, locale, setLanguage, t, useLanguage } from '../i18n'
import { useShortcut } from '../kit/keys'
import { ErrorState, Loaded, Skeleton } from '../kit/states'
import { Toaster } from '../kit/toast'
import { KERNEL, OpenProvider } from './context'
import { useEvents } from './events'
import { enter } from './session'
import { Side } from './side'
import { TabBar } from './tabbar'
import { FindContext } from './find'

const SignIn = lazy(() => import('./signin'))
const Palette = lazy(() => import('./palette'))

/** Everything below is for somebody who is signed in. */
export function Gate() {
  const language = useLanguage()
  const session = useSession()
  const data = session.data
  if (data) enter(data)
  const theirs = data?.user.language ? languageNamed(data.user.language) : language
  useEffect(() => {
    void setLanguage(theirs)
  }, [theirs])
  let content
  if (data) content = theirs === language ? <Outlet /> : null
  else if (session.isPending && session.fetchStatus !== 'idle')
    content = (
      <div className="app-wait">
        <Skeleton />
      </div>
    )
  else if (session.error && (session.error as { status?: number }).status !== 401)
    content = <ErrorState error={session.error} retry={() => void session.refetch()} />
  else
    content = (
      <Suspense fallback={null}>
        <SignIn />
      </Suspense>
    )
  // Every text of the page is read anew in another language.
  return (
    <I18nProvider key={language} locale={locale()}>
      {content}
      <Toaster />
    </I18nProvider>
  )
}

const LAST_APP = 'dougong.app'

/** The kernel's own app comes after those that people work in. */
export function FirstApp() {
  const session = useSession().data
  const apps = session?.apps ?? []
  const last = localStorage.getItem(LAST_APP)
  const first = apps.find((app) => app.name === last) ?? apps.find((app) => app.name !== KERNEL) ?? apps[0]
  if (!session) return null
  return first ? <Navigate to={`/${first.name}`} replace /> : <ErrorState error={null} />
}

function Frame({ session, name }: { session: Session; name: string }) {
  const bootstrap = useBootstrap(name)
  const [finding, find] = useState(false)
  useEvents(name)
  useEffect(() => localStorage.setItem(LAST_APP, name), [name])
  useShortcut('mod+k', () => find(true))
  return (
    <Loaded query={bootstrap}>
      {(app) => {
        setZone(app.timezone)
        return (
          <OpenProvider value={{ app, session }}>
            <FindContext value={() => find(true)}>
              <a className="btn skip" href="#main">
                {t('nav.skip')}
              </a>
              <div className="app">
                <Side onFind={() => find(true)} />
                <main className="sheet" id="main" tabIndex={-1}>
                  <Outlet />
                </main>
                <TabBar onFind={() => find(true)} />
              </div>
              {finding && (
                <Suspense fallback={null}>
                  <Palette onClose={() => find(false)} />
                </Suspense>
              )}
            </FindContext>
          </OpenProvider>
        )
      }}
    </Loaded>
  )
}

export function Shell() {
  const { app = '' } = useParams()
  const session = useSession().data
  return session ? <Frame key={app} session={session} name={app} /> : null
}
