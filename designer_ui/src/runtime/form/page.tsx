/** A form as a page: sections with their navigation, what is wrong, save. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { Link, useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { useRecord } from '../../api/queries'
import type { FormView, RecordData, Values } from '../../api/types'
import { paths, useApp, useForm } from '../../app/context'
import { useTitle } from '../../app/title'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { useShortcut } from '../../kit/keys'
import { Badge } from '../../kit/marks'
import { usePhone } from '../../kit/media'
import { ErrorState, Loaded } from '../../kit/states'
import { toast } from '../../kit/toast'
import { fieldValues, labelOf } from '../values'
import { FormBody } from './body'
import './form.css'
import { LeaveGuard } from './guard'
import { blocksOf, shownOf } from './layout'
import { focusFirstProblem, FormNotices } from './notices'
import { useFormState, type FormOptions, type FormState } from './state'

const ConflictDialog = lazy(() => import('./conflict'))

function SectionNav({ options, state }: { options: FormOptions; state: FormState }) {
  const [current, setCurrent] = useState('')
  const blocks = blocksOf(options.form).filter(
    (block) => block.title && shownOf(block, state, options.record === null).length > 0,
  )
  if (blocks.length < 2)
    return (
      <nav className="fnav bare desk">
        <p className="hint">{t('form.required_hint')}</p>
      </nav>
    )
  const count = (names: string[]) =>
    Object.keys(state.problems).filter((path) => names.includes(path.split(/[.[]/)[0]!)).length
  const go = (name: string) => {
    setCurrent(name)
    document.getElementById(`section-${name}`)?.scrollIntoView({ block: 'start', behavior: 'smooth' })
  }
  return (
    <nav className="fnav" aria-label={t('form.sections')}>
      {blocks.map((block, index) => {
        const bad = count(block.fields.map(([name]) => name))
        return (
          <button
            type="button"
            key={block.name}
            className={block.name === (current || blocks[0]!.name) ? 'on' : ''}
            aria-current={index === 0 && !current ? 'true' : undefined}
            onClick={() => go(block.name)}
          >
            {block.title}
            {bad > 0 && <Badge tone="bad">{bad}</Badge>}
          </button>
        )
      })}
      <p className="hint desk">{t('form.required_hint')}</p>
    </nav>
  )
}

interface PageProps {
  options: FormOptions
  title: string
  crumb: string
  onSaved: (record: RecordData, again: boolean) => void
  back: string
}

function FormPageBody({ options, title, crumb, onSaved, back }: PageProps) {
  const state = useFormState(options)
  const navigate = useNavigate()
  const phone = usePhone()
  const [again, setAgain] = useState(false)
  const [saved, setSaved] = useState<RecordData | null>(null)
  // The guard must see the clean form before the page is left.
  useEffect(() => {
    if (saved && !state.dirty) onSaved(saved, again)
  }, [saved, state.dirty])
  const save = async (more: boolean, over?: { version: number; values: Values }) => {
    if (state.saving) return
    setAgain(more)
    const record = await state.save(over)
    if (record) setSaved(record)
    else setTimeout(focusFirstProblem, 50)
  }
  useShortcut('mod+enter', () => void save(false))
  return (
    <>
      <header className="bar">
        <span className="phone">
          <Button quiet bare icon="x" label={t('action.close')} onPress={() => void navigate(back)} />
        </span>
        <h1 className="crumb">
          <Link className="desk" to={paths.list(options.app, options.name)}>
            {crumb}
          </Link>
          <span className="desk">/</span>
          <b className="ell">{title}</b>
        </h1>
        <span className="end desk">
          <Button quiet bare icon="x" label={t('action.close')} onPress={() => void navigate(back)} />
        </span>
      </header>
      <form
        className="fwrap"
        onSubmit={(event) => {
          event.preventDefault()
          void save(false)
        }}
        noValidate
        aria-label={title}
      >
        <SectionNav options={options} state={state} />
        <div className="fbody">
          <FormNotices options={options} state={state} />
          <FormBody options={options} state={state} />
        </div>
        <button type="submit" className="vh" tabIndex={-1} aria-hidden="true" disabled />
      </form>
      <footer className="ffoot">
        <span className="end" />
        <Button quiet label={t('action.cancel')} onPress={() => void navigate(back)} />
        {!options.record && !phone && (
          <Button label={t('action.save_new')} onPress={() => void save(true)} disabled={state.saving} />
        )}
        <Button
          primary
          label={t('action.save')}
          hint="Ctrl ↵"
          className={phone ? 'grow' : ''}
          pending={state.saving}
          onPress={() => void save(false)}
        />
      </footer>
      {state.conflict && (
        <Suspense>
          <ConflictDialog
            form={options.form}
            conflict={state.conflict}
            pending={state.saving}
            onCancel={state.forgetConflict}
            onDecide={(version, values) => {
              state.forgetConflict()
              void save(false, { version, values })
            }}
          />
        </Suspense>
      )}
      <LeaveGuard dirty={state.dirty && !saved} />
    </>
  )
}

/** Values handed over in the address: `?customer=<id>` starts with that customer. */
function useHandedOver(form: FormView): Values {
  const [search] = useSearchParams()
  const state = useLocation().state as { values?: Values } | null
  const values: Values = { ...state?.values }
  for (const [name, value] of search) if (form.fields[name] && !(name in values)) values[name] = value
  return values
}

export function NewPage() {
  const { form: name = '' } = useParams()
  const form = useForm(name)
  return form ? <NewForm key={name} name={name} form={form} /> : <ErrorState error={null} />
}

function NewForm({ name, form }: { name: string; form: FormView }) {
  const app = useApp()
  const navigate = useNavigate()
  const initial = useHandedOver(form)
  const [round, setRound] = useState(0)
  const title = t('form.new_named', { name: form.title })
  useTitle(title)
  const done = (record: RecordData, again: boolean) => {
    toast(t('toast.created', { name: labelOf(record, form) }))
    if (again) setRound(round + 1)
    else void navigate(paths.record(app.name, name, record.id), { replace: true })
  }
  return (
    <FormPageBody
      key={round}
      options={{ app: app.name, name, form, record: null, initial }}
      title={title}
      crumb={form.title}
      onSaved={done}
      back={paths.list(app.name, name)}
    />
  )
}

export function EditPage() {
  const { form: name = '', id = '' } = useParams()
  const app = useApp()
  const form = useForm(name)
  const record = useRecord(app.name, name, id)
  if (!form) return <ErrorState error={null} />
  return <Loaded query={record}>{(data) => <EditForm key={id} name={name} form={form} record={data} />}</Loaded>
}

function EditForm({ name, form, record }: { name: string; form: FormView; record: RecordData }) {
  const app = useApp()
  const navigate = useNavigate()
  // The record as it was when editing began: a hint that refetches it must not move the ground.
  const [began] = useState(record)
  const title = labelOf(began, form)
  useTitle(t('form.edit_named', { name: title }))
  const back = paths.record(app.name, name, began.id)
  const done = () => {
    toast(t('toast.saved'))
    void navigate(back, { replace: true })
  }
  return (
    <FormPageBody
      options={{ app: app.name, name, form, record: began, initial: fieldValues(began, form.fields) }}
      title={t('form.edit_named', { name: title })}
      crumb={form.title}
      onSaved={done}
      back={back}
    />
  )
}
