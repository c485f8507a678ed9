import type { FieldView, FormView, Value } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { PlainSelect } from '../../kit/plain_select'
import { FieldBox } from '../fields/box'
import '../form/form.css'
import { isReference } from '../values'
import type { Import } from './state'

const SIMPLE = new Set([
  'text',
  'number',
  'money',
  'percent',
  'boolean',
  'date',
  'choice',
  'stage',
  'reference',
  'user',
])

/** Fields that the file does not have, the same in every row. */
export default function Constants({
  state,
  form,
  open,
  onOpen,
}: {
  state: Import
  form: FormView
  open: boolean
  onOpen: () => void
}) {
  const { choices, setChoices } = state
  const taken = new Set([...Object.values(choices.mapping), ...Object.keys(choices.constants)])
  const free = Object.entries(form.fields).filter(
    ([name, field]) => !taken.has(name) && SIMPLE.has(field.type) && !field.derived && !field.many,
  )
  const put = (name: string, value: Value) =>
    setChoices({
      ...choices,
      constants: { ...choices.constants, [name]: (isReference(value) ? value.id : value) as string },
    })
  const names = Object.keys(choices.constants)
  return (
    <section className="import-constants col g3">
      {names.map((name) => (
        <Constant
          key={name}
          state={state}
          name={name}
          field={form.fields[name]!}
          onChange={(value) => put(name, value)}
        />
      ))}
      {open || names.length > 0 ? (
        <PlainSelect
          label={t('import.constant_add')}
          value=""
          options={[
            ['', t('import.constant_choose')],
            ...free.map(([name, field]): [string, string] => [name, field.title]),
          ]}
          onChange={(name) => {
            if (name) put(name, '')
          }}
        />
      ) : (
        <Button small quiet icon="plus" label={t('import.constant_add')} onPress={onOpen} />
      )}
    </section>
  )
}

function Constant({
  state,
  name,
  field,
  onChange,
}: {
  state: Import
  name: string
  field: FieldView
  onChange: (value: Value) => void
}) {
  return (
    <div className="row import-constant">
      <FieldBox
        name={name}
        field={{ ...field, level: 'edit' }}
        value={state.choices.constants[name]}
        onChange={onChange}
        place={{ app: state.app, form: state.form, path: name }}
        required={false}
        readonly={false}
        problems={[]}
      />
      <Button
        small
        quiet
        bare
        icon="x"
        label={t('action.remove_named', { name: field.title })}
        onPress={() =>
          state.setChoices({
            ...state.choices,
            constants: Object.fromEntries(Object.entries(state.choices.constants).filter(([each]) => each !== name)),
          })
        }
      />
    </div>
  )
}
