/** The dials of an app, changed without publishing: each with its type, its unit and what it began as. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, call, get } from '../../api/client'
import { appPath, client } from '../../api/queries'
import type { FieldView, ParameterView, Value } from '../../api/types'
import { useApp } from '../../app/context'
import { useTitle } from '../../app/title'
import { language, t } from '../../i18n'
import { durationWords } from '../../i18n/dates'
import { Button } from '../../kit/button'
import { Empty, Loaded, Note } from '../../kit/states'
import { toast } from '../../kit/toast'
import { FieldBox } from '../fields/box'
import { numberText } from '../format'
import { LeaveGuard } from '../form/guard'
import '../form/form.css'
import { same } from '../values'

/** The server may send a list, or a map by name. */
type Answer = { parameters: ParameterView[] | Record<string, ParameterView> } | Record<string, ParameterView>

function listOf(answer: Answer): ParameterView[] {
  const inner = 'parameters' in answer ? answer.parameters : answer
  return Array.isArray(inner)
    ? inner
    : Object.entries(inner as Record<string, ParameterView>).map(([name, view]) => ({ ...view, name }))
}

function asField(parameter: ParameterView): FieldView {
  const text = parameter.type === 'duration' ? { placeholder: t('parameters.duration') } : {}
  return {
    type: parameter.type,
    title: parameter.title,
    level: 'edit',
    unit: parameter.unit ?? null,
    min: parameter.min ?? null,
    max: parameter.max ?? null,
    ...text,
  }
}

function defaultWords(parameter: ParameterView): string {
  const value = String(parameter.default)
  if (parameter.type === 'duration') return durationWords(value)
  const unit = parameter.unit ? ` ${parameter.unit}` : ''
  return typeof parameter.default === 'number' ? `${numberText(parameter.default)}${unit}` : value
}

function hintOf(parameter: ParameterView): string {
  const parts = [
    parameter.help,
    parameter.default === undefined || parameter.default === null
      ? null
      : t('parameters.default', { value: defaultWords(parameter) }),
  ]
  return parts.filter(Boolean).join(language() === 'zh' ? '。' : '. ')
}

function groups(parameters: ParameterView[]): [string, ParameterView[]][] {
  const result = new Map<string, ParameterView[]>()
  for (const parameter of parameters)
    result.set(parameter.group ?? '', [...(result.get(parameter.group ?? '') ?? []), parameter])
  return [...result]
}

function Parameters({ parameters }: { parameters: ParameterView[] }) {
  const app = useApp()
  const [values, setValues] = useState<Record<string, Value>>(
    Object.fromEntries(parameters.map((each) => [each.name, each.value])),
  )
  const [failure, setFailure] = useState<ApiError | null>(null)
  const [saving, setSaving] = useState(false)
  const changed = parameters.filter((each) => !same(values[each.name], each.value))
  const save = async () => {
    setSaving(true)
    try {
      await call(
        'PUT',
        `${appPath(app.name)}/parameters`,
        Object.fromEntries(changed.map((each) => [each.name, values[each.name] ?? null])),
      )
      setFailure(null)
      toast(t('toast.saved'))
      await client.invalidateQueries()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFailure(error)
    } finally {
      setSaving(false)
    }
  }
  const problemsOf = (name: string) =>
    (failure?.problems ?? []).filter((item) => item.path?.split('.').includes(name)).map((item) => item.message)
  return (
    <>
      <form
        className="fbody params"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {failure && (
          <Note tone="bad" role="alert">
            {failure.offline ? t('error.not_saved_offline') : failure.message}
          </Note>
        )}
        <p className="hint">{t('parameters.help')}</p>
        {groups(parameters).map(([group, members]) => (
          <section className="fsec" key={group}>
            <h2>{group || t('nav.parameters')}</h2>
            <div className="fgrid">
              {members.map((each) => (
                <div className="c6" key={each.name}>
                  <FieldBox
                    name={each.name}
                    field={asField(each)}
                    value={values[each.name]}
                    onChange={(value) => setValues((now) => ({ ...now, [each.name]: value }))}
                    place={{ app: app.name, form: '', path: each.name }}
                    required={false}
                    readonly={false}
                    problems={problemsOf(each.name)}
                    hint={hintOf(each)}
                  />
                </div>
              ))}
            </div>
          </section>
        ))}
      </form>
      <footer className="ffoot">
        <span className="mut t12">{changed.length > 0 && t('parameters.changed', { n: changed.length })}</span>
        <span className="end" />
        <Button
          primary
          label={t('action.save')}
          disabled={!changed.length}
          pending={saving}
          onPress={() => void save()}
        />
      </footer>
      <LeaveGuard dirty={changed.length > 0} />
    </>
  )
}

export function ParametersPage() {
  const app = useApp()
  useTitle(t('nav.parameters'))
  const query = useQuery({
    queryKey: ['parameters', app.name],
    queryFn: () => get<Answer>(`${appPath(app.name)}/parameters`),
  })
  return (
    <>
      <header className="bar">
        <h1>{t('nav.parameters')}</h1>
      </header>
      <Loaded query={query}>
        {(answer) => {
          const parameters = listOf(answer)
          return parameters.length ? (
            <Parameters key={query.dataUpdatedAt} parameters={parameters} />
          ) : (
            <Empty title={t('parameters.none')} />
          )
        }}
      </Loaded>
    </>
  )
}
