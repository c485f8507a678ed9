import type { ClipboardEvent, KeyboardEvent } from 'react'
import { useApp } from '../../app/context'
import type { FieldView, Value } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { composing } from '../../kit/keys'
import { isNumeric, titleWithUnit, valueText } from '../format'
import { INPUTS } from './inputs'
import { Sums, type FaceProps, type Grid } from './table_shared'

function columnWidth(field: FieldView): string | undefined {
  if (isNumeric(field.type)) return '116px'
  if (field.type === 'date' || field.type === 'boolean') return '120px'
  return undefined
}

function Cell({ grid, row, name }: { grid: Grid; row: number; name: string }) {
  const value = grid.rows[row]![name]
  const problem = grid.problemOf(row, name)
  const { field, visible, required, readonly } = grid.stateOf(row, name)
  const Input = INPUTS[field.type]
  if (!visible) return null
  if (field.derived || field.level === 'read' || readonly || !Input)
    return <span className="cell-text mut ell">{valueText(field, value) || '—'}</span>
  const set = (next: Value) =>
    grid.change(grid.rows.map((each, index) => (index === row ? { ...each, [name]: next } : each)))
  const titled = { ...field, title: t('table.cell', { title: field.title, n: row + 1 }) }
  return (
    <Input
      id={`${grid.place.path}-${row}-${name}`}
      field={titled}
      value={value}
      onChange={set}
      place={{ ...grid.place, path: `${grid.place.path}.${name}` }}
      required={required}
      invalid={Boolean(problem)}
      bare
    />
  )
}

/** Enter goes down, like a spreadsheet; on the last row it starts a new one. */
function goDown(event: KeyboardEvent<HTMLTableElement>, add: () => void): void {
  const target = event.target as HTMLElement
  if (
    event.key !== 'Enter' ||
    event.shiftKey ||
    composing(event) ||
    target.tagName !== 'INPUT' ||
    target.getAttribute('aria-expanded') === 'true'
  )
    return
  event.preventDefault()
  event.stopPropagation()
  const cell = target.closest('td')!
  const next = cell.parentElement!.nextElementSibling
  if (!next) add()
  setTimeout(() => {
    const row =
      next ?? event.currentTarget?.querySelector('tbody tr:last-child') ?? cell.parentElement!.nextElementSibling
    row?.children[cell.cellIndex]?.querySelector<HTMLElement>('input,button')?.focus()
  })
}

export function TableGrid({ grid, label, add, paste, sums }: FaceProps & { paste: (event: ClipboardEvent) => void }) {
  const currency = useApp().currency
  return (
    <div className="sub">
      <div className="sub-scroll">
        <table aria-label={label} onKeyDown={(event) => goDown(event, add)} onPaste={paste}>
          <colgroup>
            <col style={{ width: 36 }} />
            {grid.columns.map(([name, field]) => (
              <col key={name} style={{ width: columnWidth(field) }} />
            ))}
            <col style={{ width: 36 }} />
          </colgroup>
          <thead>
            <tr>
              <th>
                <span className="vh">#</span>
              </th>
              {grid.columns.map(([name, field]) => (
                <th
                  key={name}
                  className={`${isNumeric(field.type) ? 'num' : ''} ${field.required === true ? 'req' : ''}`}
                >
                  {titleWithUnit(field, currency)}
                </th>
              ))}
              <th>
                <span className="vh">{t('action.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {grid.rows.map((_, row) => (
              <tr key={row}>
                <td>{row + 1}</td>
                {grid.columns.map(([name, field]) => (
                  <td
                    key={name}
                    className={`${isNumeric(field.type) ? 'num' : ''} ${grid.problemOf(row, name) ? 'is-bad' : ''}`}
                    title={grid.problemOf(row, name)}
                  >
                    <Cell grid={grid} row={row} name={name} />
                  </td>
                ))}
                <td>
                  <button
                    type="button"
                    className="cell-x"
                    aria-label={t('table.remove', { n: row + 1 })}
                    onClick={() => grid.change(grid.rows.filter((__, index) => index !== row))}
                  >
                    <Icon name="x" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row sub-foot">
        <Button small quiet icon="plus" label={t('table.add')} onPress={add} />
        <span className="hint desk">{t('table.paste')}</span>
        <span className="end row g3">
          <Sums columns={grid.columns} rows={grid.rows} sums={sums} />
        </span>
      </div>
    </div>
  )
}
