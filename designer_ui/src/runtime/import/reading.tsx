/** How the file was read, each with what else it could be, and what stood out. */
import { t } from '../../i18n'
import { PlainSelect } from '../../kit/plain_select'
import { Note } from '../../kit/states'
import { numberText } from '../format'
import type { Import, Reading as How } from './state'

const HEADER_ROWS = 10
const NAMED: Record<string, string> = { '\t': 'Tab', ' ': '␣' }

export function Reading({ state }: { state: Import }) {
  const start = state.start!
  const header = start.header ?? 0
  const parts: [keyof How, string, string | null | undefined, [string, string][]][] = [
    ['encoding', t('import.encoding'), start.encoding, start.encodings.map((each) => [each, each])],
    ['delimiter', t('import.delimiter'), start.delimiter, start.delimiters.map((each) => [each, NAMED[each] ?? each])],
    ['sheet', t('import.sheet'), start.sheet, (start.sheets ?? []).map((each) => [each, each])],
    [
      'header',
      t('import.header'),
      String(header),
      [
        ['0', t('import.no_header')],
        ...Array.from({ length: Math.max(HEADER_ROWS, header) }, (_, row): [string, string] => [
          String(row + 1),
          t('import.header_row', { n: row + 1 }),
        ]),
      ],
    ],
  ]
  return (
    <>
      <div className="row w import-reading">
        <span className="med ell">{start.name}</span>
        <span className="mut t12">{t('import.rows', { n: numberText(start.rows) })}</span>
        {parts.map(
          ([name, label, value, options]) =>
            value &&
            options.length > 1 && (
              <PlainSelect
                key={name}
                label={label}
                value={value}
                options={options}
                onChange={(next) => void state.reread({ ...read(state), [name]: next })}
              />
            ),
        )}
      </div>
      {start.remarks.length > 0 && (
        <Note tone="warn">
          {start.remarks.map((remark) => (
            <p key={remark.message}>
              {remark.message}
              {remark.hint && <span className="sec"> {remark.hint}</span>}
            </p>
          ))}
        </Note>
      )}
    </>
  )
}

/** What was chosen before stays chosen. */
function read(state: Import): How {
  const { encoding, delimiter, sheet } = state.start!
  return { ...(encoding && { encoding }), ...(delimiter && { delimiter }), ...(sheet && { sheet }) }
}
