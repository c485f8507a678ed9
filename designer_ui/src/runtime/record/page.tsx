/** The record page: who or what it is, where it stands, its story, and the next step beside it. */
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useRecord } from '../../api/queries'
import type { FormView, RecordData } from '../../api/types'
import { paths, useApp, useForm } from '../../app/context'
import { useTitle } from '../../app/title'
import { t } from '../../i18n'
import { LinkButton } from '../../kit/button'
import { useShortcut } from '../../kit/keys'
import { Avatar, Dotted } from '../../kit/marks'
import { usePhone } from '../../kit/media'
import { ErrorState, Loaded } from '../../kit/states'
import { isNumeric } from '../format'
import { isEmpty, labelOf } from '../values'
import { lackedBy } from '../why/about'
import { CouldHave } from '../why/could_have'
import { RecordActions } from './actions'
import { RecordButtons } from './buttons'
import type { RecordContext } from './context'
import { headerFields, quickChild, tagFields } from './describe'
import { Rail } from './rail'
import { RecordValue } from './record_value'
import './record.css'
import { StageBar } from './stage_bar'
import { Tabs } from './tabs'

const QuickForm = lazy(() => import('../form/quick'))

function HeaderLine({ context }: { context: RecordContext }) {
  const { form, record } = context
  const names = headerFields(form).filter((name) => !isEmpty(record[name]))
  return (
    <p className="sec t13 head-line">
      <Dotted
        items={names.map((name) => (
          <span key={name} title={form.fields[name]!.title}>
            <span className={isNumeric(form.fields[name]!.type) ? 'mut' : 'vh'}>{form.fields[name]!.title} </span>
            <RecordValue context={context} name={name} />
          </span>
        ))}
      />
    </p>
  )
}

function PhoneTags({ context }: { context: RecordContext }) {
  const { form, record, name } = context
  const shown = tagFields(form).filter((each) => !isEmpty(record[each]))
  return (
    <div className="phone-tags">
      {shown.map((each) => (
        <RecordValue key={each} context={context} name={each} />
      ))}
      <CouldHave questions={lackedBy(record, form, name)} />
    </div>
  )
}

export function RecordPage() {
  const { form: name = '', id = '' } = useParams()
  const app = useApp()
  const form = useForm(name)
  const record = useRecord(app.name, name, id)
  if (!form) return <ErrorState error={null} />
  return (
    <Loaded query={record} lines={10}>
      {(data) => <Page key={id} name={name} form={form} record={data} />}
    </Loaded>
  )
}

function Page({ name, form, record }: { name: string; form: FormView; record: RecordData }) {
  const app = useApp()
  const navigate = useNavigate()
  const phone = usePhone()
  const label = labelOf(record, form)
  useTitle(label)
  const child = quickChild(app, name, form)
  const [logging, log] = useState(false)
  const start = child ? () => log(true) : null
  useShortcut('f', () => start?.(), start !== null)
  useShortcut('e', () => void navigate(paths.edit(app.name, name, record.id)), record._can?.edit !== false)
  const context: RecordContext = {
    name,
    form,
    record,
    log: start,
    logTitle: child ? t('record.log_named', { name: app.forms[child.form]!.title }) : '',
  }
  return (
    <>
      <header className="bar">
        <span className="phone">
          <LinkButton quiet bare icon="left" label={t('action.back')} to={paths.list(app.name, name)} />
        </span>
        <span className="crumb">
          <Link className="desk" to={paths.list(app.name, name)}>
            {form.title}
          </Link>
          <span className="desk">/</span>
          <b className="ell">{label}</b>
        </span>
        <span className="end row g1">
          <RecordActions context={context} />
        </span>
      </header>
      <div className="c360">
        <div className="m">
          <div className="ahead">
            <Avatar name={label} size="xl" square />
            <div className="grow">
              <h1>{label}</h1>
              <HeaderLine context={context} />
              {phone && <PhoneTags context={context} />}
            </div>
            {!phone && (
              <div className="row">
                <RecordButtons context={context} />
              </div>
            )}
          </div>
          <StageBar context={context} />
          {phone && (
            <div className="row record-buttons-phone">
              <RecordButtons context={context} />
            </div>
          )}
          <Tabs context={context} />
        </div>
        <Rail context={context} />
      </div>
      {logging && child && (
        <Suspense fallback={null}>
          <QuickForm
            name={child.form}
            title={context.logTitle}
            initial={{ [child.field]: { id: record.id, label } }}
            onClose={() => log(false)}
          />
        </Suspense>
      )}
    </>
  )
}
