/** Which column becomes which field, and how the file is to be read. */
import { useState } from 'react'
import type { FormView } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { PlainSelect } from '../../kit/plain_select'
import { numberText } from '../format'
import { ColumnRow } from './column_row'
import { Constants } from './constants'
import type { Import } from './state'

const ENCODINGS = ['UTF-8', 'GBK', 'UTF-16', 'Latin-1']
const DELIMITERS: [string, string][] = [
  [',', ','],
  [';', ';'],
  ['\t', 'Tab'],
  ['|', '|'],
]

function Reading({ state }: { state: Import }) {
  const start = state.start!
  const reread = (change: Record<string, string>) => void state.upload(state.file!, change)
  return (
    <div className="row w g3 import-reading">
      <span className="med ell">{state.file?.name}</span>
      <span className="mut t12">{t('import.rows', { n: numberText(start.rows) })}</span>
      {start.encoding && (
        <PlainSelect
          label={t('import.encoding')}
          value={start.encoding}
          options={ENCODINGS.map((each) => [each, each])}
          onChange={(encoding) => reread({ encoding })}
        />
      )}
      {start.delimiter && (
        <PlainSelect
          label={t('import.delimiter')}
          value={start.delimiter}
          options={DELIMITERS}
          onChange={(delimiter) => reread({ delimiter })}
        />
      )}
      {start.sheets && start.sheets.length > 1 && (
        <PlainSelect
          label={t('import.sheet')}
          value={start.sheet ?? start.sheets[0]!}
          options={start.sheets.map((each) => [each, each])}
          onChange={(sheet) => reread({ sheet })}
        />
      )}
    </div>
  )
}

export function MatchStep({ state, form }: { state: Import; form: FormView }) {
  const [adding, add] = useState(false)
  const start = state.start!
  const matched = Object.keys(state.choices.mapping).length
  return (
    <>
      <Reading state={state} />
      <div className="panel import-table">
        <table className="tbl" aria-label={t('import.columns')}>
          <thead>
            <tr>
              <th>{t('import.column')}</th>
              <th>{t('import.samples')}</th>
              <th>{t('import.becomes')}</th>
              <th>{t('import.how')}</th>
            </tr>
          </thead>
          <tbody>
            {start.columns.map((column) => (
              <ColumnRow key={column.index} state={state} form={form} column={column} />
            ))}
          </tbody>
        </table>
      </div>
      <Constants state={state} form={form} open={adding} onOpen={() => add(true)} />
      <footer className="row import-foot">
        <span className="mut t13">{t('import.matched', { n: matched, all: start.columns.length })}</span>
        <span className="end" />
        <Button quiet label={t('action.back')} onPress={state.again} />
        <Button
          primary
          label={t('import.try')}
          disabled={matched === 0}
          pending={state.busy}
          onPress={() => void state.check()}
        />
      </footer>
    </>
  )
}
