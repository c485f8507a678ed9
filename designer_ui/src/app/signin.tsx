import { useState, type SyntheticEvent } from 'react'
import { ApiError } from '../api/client'
import { t, useLanguage } from '../i18n'
import { Button } from '../kit/button'
import { Icon, Mark } from '../kit/icon'
import { Note } from '../kit/states'
import { changeLanguage, signIn } from './session'
import './signin.css'
import { SignInDrawing } from './signin_drawing'
import { useTitle } from './title'

function Field({
  id,
  label,
  type,
  value,
  onChange,
  complete,
  focus,
}: {
  id: string
  label: string
  type: string
  value: string
  onChange: (value: string) => void
  complete: string
  focus?: boolean
}) {
  const [shown, show] = useState(false)
  const secret = type === 'password'
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <span className="input tall">
        <input
          id={id}
          name={id}
          type={secret && shown ? 'text' : type}
          value={value}
          autoComplete={complete}
          autoFocus={focus}
          required
          onChange={(event) => onChange(event.target.value)}
        />
        {secret && (
          <button type="button" aria-label={t('signin.show')} aria-pressed={shown} onClick={() => show(!shown)}>
            <Icon name="eye" />
          </button>
        )}
      </span>
    </div>
  )
}

function useSignIn() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const submit = async (user: string, password: string) => {
    setBusy(true)
    setProblem('')
    try {
      await signIn(user.trim(), password)
    } catch (error) {
      const known = error instanceof ApiError ? error : null
      setProblem(
        known?.offline
          ? t('error.offline_help')
          : known?.status === 401
            ? t('signin.wrong')
            : (known?.problems[0]?.message ?? t('error.failed_help')),
      )
      setBusy(false)
    }
  }
  return { busy, problem, submit }
}

export default function SignIn() {
  const language = useLanguage()
  useTitle(t('signin.title'))
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const { busy, problem, submit } = useSignIn()
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    if (!busy) void submit(user, password)
  }
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <main className="signin">
      <div className="l">
        <div className="row">
          <span className="brand">
            <Mark />
            <span>{t('brand')}</span>
          </span>
          <span className="end">
            <Button
              quiet
              small
              icon="globe"
              label={t('signin.other_language')}
              onPress={() => void changeLanguage(other, false)}
            />
          </span>
        </div>
        <form onSubmit={send} aria-label={t('signin.title')}>
          <div>
            <h1>{t('signin.welcome')}</h1>
            <p className="sec">{t('signin.lead')}</p>
          </div>
          {problem && (
            <Note tone="bad" role="alert">
              {problem}
            </Note>
          )}
          <Field
            id="user"
            label={t('signin.user')}
            type="text"
            value={user}
            onChange={setUser}
            complete="username"
            focus
          />
          <Field
            id="password"
            label={t('signin.password')}
            type="password"
            value={password}
            onChange={setPassword}
            complete="current-password"
          />
          <Button primary large wide type="submit" label={t('signin.submit')} pending={busy} />
          <p className="hint">{t('signin.no_account')}</p>
        </form>
        <div className="row t12 mut">
          <span>{t('signin.own_server')}</span>
          <span className="end row g1">
            <Icon name="shield" />
            {location.host}
          </span>
        </div>
      </div>
      <div className="r">
        <SignInDrawing />
      </div>
    </main>
  )
}
