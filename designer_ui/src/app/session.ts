import { call, post, setToken, whenSignedOut } from '../api/client'
import { client } from '../api/queries'
import type { Session } from '../api/types'
import { setLanguage } from '../i18n'
import { setServerNow } from '../i18n/dates'

/** Called with each session the server hands out. */
export function enter(session: Session): void {
  setToken(session.csrf)
  setServerNow(session.now)
}

export async function signIn(user: string, password: string): Promise<void> {
  const session = await post<Session>('/api/session', { user, password }, { quiet: true })
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
  client.setQueryData(['session'], session)
}

export async function signOut(): Promise<void> {
  await call('DELETE', '/api/session', undefined, { quiet: true }).catch(() => undefined)
  client.clear()
  location.assign('/')
}

whenSignedOut(() => client.setQueryData(['session'], null))

/** The words of the app come from the server, so everything is read again. */
export async function changeLanguage(language: 'zh' | 'en', signedIn: boolean): Promise<void> {
  if (signedIn) await call('PATCH', '/api/session', { language }).catch(() => undefined)
  await setLanguage(language)
  const session = client.getQueryData<Session>(['session'])
  if (!signedIn || !session) return
  client.setQueryData(['session'], { ...session, user: { ...session.user, language } })
  await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
}

export async function advanceClock(advance: string): Promise<void> {
  await post('/api/dev/clock', { advance })
  await client.invalidateQueries()
}
