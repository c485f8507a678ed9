/** Rows of a list; only those in sight are in the page. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { Link, useNavigate } from 'react-router'
import type { FieldView, FormView, RecordData, Value } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { Icon } from '../../kit/icon'
import { useShortcut } from '../../kit/keys'
import { usePhone } from '../../kit/media'
import { FieldValue } from '../fields/value'
import { isNumeric, optionOf, titleWithUnit } from '../format'
import { labelOf } from '../values'
import { nextSort, SORTABLE, type Column } from './columns'

interface Props {
  name: string
  form: FormView
  columns: Column[]
  records: RecordData[]
  sort: string | null
  onSort?: (sort: string | null) => void
  more: boolean
  onMore: () => void
  scroller: RefObject<HTMLElement | null>
  label: string
}

const right = (field: FieldView): string =>
  isNumeric(field.type) || field.type === 'date' || field.type === 'datetime' ? 'num' : ''

function Head({ columns, sort, onSort }: Pick<Props, 'columns' | 'sort' | 'onSort'>) {
  const currency = useApp().currency
  const [by, way] = (sort ?? '').split(' ')
  return (
    <thead>
      <tr>
        {columns.map(({ name, field }) => {
          const title = titleWithUnit(field, currency)
          const state = by === name ? (way === 'desc' ? 'descending' : 'ascending') : undefined
          return (
            <th key={name} className={right(field)} aria-sort={state} scope="col">
              {onSort && SORTABLE.has(field.type) ? (
                <button type="button" onClick={() => onSort(nextSort(sort, name, field))}>
                  {title}
                  {state && <Icon name={state === 'descending' ? 'ad' : 'au'} />}
                </button>
              ) : (
                title
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

interface CellProps {
  name: string
  column: Column
  record: RecordData
  link: string
  label: string
}

function Cell({ name, column, record, link, label }: CellProps) {
  const value = record[column.name] as Value
  if (column.at === 'title')
    return (
      <td className="nm" data-at="title">
        <Link to={link} className="ell">
          {
            <FieldValue
              field={{ ...column.field, type: column.field.type === 'reference' ? 'text' : column.field.type }}
              value={typeof value === 'object' ? label : (value ?? label)}
            />
          }
        </Link>
      </td>
    )
  return (
    <td
      className={`${right(column.field)} ${['date', 'datetime', 'text'].includes(column.field.type) ? 'sec' : ''}`}
      data-at={column.at}
      data-name={nameOf(column, value)}
    >
      <FieldValue field={column.field} value={value} of={{ form: name, id: record.id }} />
    </td>
  )
}

/** What a value is of, where an item of a phone, which has no heads, would show a bare figure or letter. */
function nameOf({ at, field }: Column, value: Value): string | undefined {
  if (!at || value === null || value === undefined) return undefined
  const bare = field.type === 'number' || (field.type === 'choice' && optionOf(field, value)?.title.length === 1)
  return bare ? field.title : undefined
}

/** J and K move, Enter opens. */
function useCursor(count: number, open: (index: number) => void): number {
  const [cursor, move] = useState(-1)
  useShortcut('j', () => move(Math.min(count - 1, cursor + 1)))
  useShortcut('k', () => move(Math.max(0, cursor - 1)))
  useShortcut(
    'enter',
    (event) => {
      if (
        cursor >= 0 &&
        (event.target as HTMLElement).tagName !== 'A' &&
        (event.target as HTMLElement).tagName !== 'BUTTON'
      )
        open(cursor)
    },
    cursor >= 0,
  )
  return cursor
}

export function RecordTable({ name, form, columns, records, sort, onSort, more, onMore, scroller, label }: Props) {
  const app = useApp()
  const navigate = useNavigate()
  const phone = usePhone()
  const rows = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 92 : 35),
    overscan: 12,
  })
  const items = rows.getVirtualItems()
  const body = useRef<HTMLTableSectionElement>(null)
  const to = (index: number) => paths.record(app.name, name, records[index]!.id)
  const cursor = useCursor(records.length, (index) => void navigate(to(index)))
  const lastSeen = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && lastSeen >= records.length - 15) onMore()
  }, [more, lastSeen, records.length])
  useEffect(() => {
    if (cursor >= 0) rows.scrollToIndex(cursor)
  }, [cursor])
  useEffect(() => rows.measure(), [phone])
  const before = items[0]?.start ?? 0
  const after = rows.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <table className="tbl list" aria-label={label} aria-rowcount={records.length}>
      <Head columns={columns} sort={sort} onSort={onSort} />
      <tbody ref={body}>
        {before > 0 && (
          <tr data-pad aria-hidden="true" style={{ height: before, display: phone ? 'block' : undefined }} />
        )}
        {items.map(({ index }) => {
          const record = records[index]!
          return (
            <tr
              key={record.id}
              data-index={index}
              ref={rows.measureElement}
              data-record-id={record.id}
              data-href
              data-cursor={index === cursor || undefined}
              onClick={(event) => {
                if (!(event.target as HTMLElement).closest('a,button')) void navigate(to(index))
              }}
            >
              {columns.map((column) => (
                <Cell
                  key={column.name}
                  name={name}
                  column={column}
                  record={record}
                  link={to(index)}
                  label={labelOf(record, form)}
                />
              ))}
            </tr>
          )
        })}
        {after > 0 && (
          <tr data-pad aria-hidden="true" style={{ height: after, display: phone ? 'block' : undefined }} />
        )}
      </tbody>
    </table>
  )
}
