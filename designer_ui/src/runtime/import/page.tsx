/** From a file to records: look, match, try without writing, run, and a way back. */
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { FormView } from '../../api/types'
import { paths, useApp, useForm } from '../../app/context'
import { useTitle } from '../../app/title'
import { t } from '../../i18n'
import { LinkButton } from '../../kit/button'
import { ErrorState, Note } from '../../kit/states'
import { CheckStep } from './check'
import { ChooseStep } from './choose'
import './import.css'
import { MatchStep } from './match'
import { RunStep } from './run'
import { useImport, type Import, type Step } from './state'

const STEPS: Step[] = ['choose', 'match', 'check', 'run']

function Steps({ step }: { step: Step }) {
  const at = STEPS.indexOf(step)
  return (
    <ol className="stagebar import-steps" aria-label={t('import.steps')}>
      {STEPS.map((each, index) => (
        <li
          key={each}
          className={index < at ? 'done' : index === at ? 'now' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          <span>{t(`import.step_${each}`)}</span>
        </li>
      ))}
    </ol>
  )
}

function Body({ state, form }: { state: Import; form: FormView }) {
  if (state.step === 'choose') return <ChooseStep state={state} form={form} />
  if (state.step === 'match') return <MatchStep state={state} form={form} />
  if (state.step === 'check') return <CheckStep state={state} form={form} />
  return <RunStep state={state} form={form} />
}

function ImportForm({ name, form }: { name: string; form: FormView }) {
  const app = useApp()
  const state = useImport(app.name, name)
  const [title] = useState(t('import.title_of', { name: form.title }))
  useTitle(title)
  return (
    <>
      <header className="bar">
        <h1 className="crumb">
          <Link to={paths.list(app.name, name)}>{form.title}</Link>
          <span>/</span>
          <b>{t('import.title')}</b>
        </h1>
        <span className="end">
          <LinkButton quiet bare icon="x" label={t('action.close')} to={paths.list(app.name, name)} />
        </span>
      </header>
      <div className="body import">
        <Steps step={state.step} />
        {state.problem && (
          <Note tone="bad" role="alert">
            {state.problem}
          </Note>
        )}
        <Body state={state} form={form} />
      </div>
    </>
  )
}

export function ImportPage() {
  const { form: name = '' } = useParams()
  const form = useForm(name)
  return form ? <ImportForm key={name} name={name} form={form} /> : <ErrorState error={null} />
}
