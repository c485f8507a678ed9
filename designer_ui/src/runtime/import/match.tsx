/** Which column becomes which field, and how the file is to be read. */
import { lazy, Suspense, useState } from 'react'
import type { FormView } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { ColumnRow } from './column_row'
import { KnownRecords } from './known_records'
import { Reading } from './reading'
import type { Import } from './state'

// Inputs of every type come with it.
const Constants = lazy(() => import('./constants'))

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
      <Suspense fallback={null}>
        <Constants state={state} form={form} open={adding} onOpen={() => add(true)} />
      </Suspense>
      <KnownRecords state={state} />
      <footer className="row import-foot">
        <span className="mut t13">{t('import.matched', { n: matched, all: start.columns.length })}</span>
        <span className="end" />
        <Button quiet label={t('import.another')} onPress={state.again} />
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
