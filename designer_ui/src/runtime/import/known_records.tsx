/** By which fields a row means a record that is there already, and what then becomes of it. */
import { t } from '../../i18n'
import { PlainSelect } from '../../kit/plain_select'
import { usableKeys } from './choices'
import type { Import } from './state'

export function KnownRecords({ state }: { state: Import }) {
  const { choices, setChoices } = state
  const start = state.start!
  const keys = usableKeys(start, choices)
  const titles = (names: string[]) =>
    names.map((name) => start.fields.find((field) => field.name === name)?.title ?? name).join(' + ')
  if (!start.key.choices.length) return null
  return (
    <div className="row w import-known">
      <PlainSelect
        label={t('import.known')}
        value={choices.key.join()}
        options={[
          ['', t('import.known_none')],
          ...keys.map((names): [string, string] => [names.join(), titles(names)]),
        ]}
        onChange={(key) => setChoices({ ...choices, key: key ? key.split(',') : [] })}
      />
      {choices.key.length > 0 && (
        <PlainSelect
          label={t('import.known_then')}
          value={choices.update ? 'update' : 'skip'}
          options={[
            ['update', t('import.known_update')],
            ['skip', t('import.known_skip')],
          ]}
          onChange={(then) => setChoices({ ...choices, update: then === 'update' })}
        />
      )}
      {choices.key.length > 0 && choices.update && (
        <PlainSelect
          label={t('import.empty')}
          value={choices.empty}
          options={[
            ['keep', t('import.empty_keep')],
            ['clear', t('import.empty_clear')],
          ]}
          onChange={(empty) => setChoices({ ...choices, empty: empty as 'keep' | 'clear' })}
        />
      )}
      {choices.key.length === 0 && keys.length === 0 && (
        <span className="hint">
          {t('import.known_lacks', { fields: start.key.choices.map(titles).join(t('import.or')) })}
        </span>
      )}
    </div>
  )
}
