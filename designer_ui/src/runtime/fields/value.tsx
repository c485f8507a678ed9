/** A value for reading: in a table cell, a card, a fact. */
import { Link } from 'react-router'
import type { FieldView, Reference, Row, StoredFile, Value } from '../../api/types'
import { useApp, useOpen, paths } from '../../app/context'
import { agoWords, dateWords, dayText, momentWords } from '../../i18n/dates'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { Avatar, Chip, hueOf } from '../../kit/marks'
import { StageMark } from '../../kit/stage'
import { isNumeric, numberText, optionOf, unitOf, valueText } from '../format'
import { isEmpty, isReference } from '../values'
import type { Of } from '../why/about'
import { Tags } from '../why/tags'

interface Props {
  field: FieldView
  value: Value
  full?: boolean
  plain?: boolean
  /** The record that the value is of, where it can say why. */
  of?: Of
  currency?: string | null | undefined
}

function ChoiceValue({ field, value }: { field: FieldView; value: string }) {
  const option = optionOf(field, value)
  // Where one option has a colour, those without one are grey; a choice without colours is plain text.
  if (option && field.options?.some((each) => each.color))
    return <Chip hue={option.color ? hueOf(option.color, option.name) : 'gray'}>{option.title}</Chip>
  if (option?.title.length === 1)
    return <span className={`grade ${field.options?.[0] === option ? 'a' : ''}`}>{option.title}</span>
  return <>{option?.title ?? value}</>
}

function PersonValue({ person, full }: { person: Reference; full: boolean }) {
  const { session } = useOpen()
  return (
    <span className="row g1 person" title={person.label}>
      <Avatar name={person.label} me={person.id === session.user.id} />
      <span className={full ? '' : 'who'}>{person.label}</span>
    </span>
  )
}

function ReferenceValue({ target, reference }: { target: string | null | undefined; reference: Reference }) {
  const app = useApp()
  if (!target || !app.forms[target]) return <>{reference.label}</>
  return (
    <Link
      className="link"
      to={paths.record(app.name, target, reference.id)}
      onClick={(event) => event.stopPropagation()}
    >
      {reference.label}
    </Link>
  )
}

function Files({ files }: { files: StoredFile[] }) {
  const app = useApp()
  return (
    <span className="col g1">
      {files.map((file) => (
        <a
          key={file.id}
          className="link row g1"
          href={`/api/apps/${app.name}/files/${file.id}`}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name={file.type.startsWith('image/') ? 'img' : 'clip'} />
          {file.name}
        </a>
      ))}
    </span>
  )
}

function Contact({ kind, value }: { kind: string; value: string }) {
  const href =
    kind === 'phone'
      ? `tel:${value}`
      : kind === 'email'
        ? `mailto:${value}`
        : /^https?:\/\//.test(value)
          ? value
          : `https://${value}`
  return (
    <a
      className="link"
      href={href}
      target={kind === 'url' ? '_blank' : undefined}
      rel="noreferrer"
      onClick={(event) => event.stopPropagation()}
    >
      {value}
    </a>
  )
}

export function TableValue({ field, rows }: { field: FieldView; rows: Row[] }) {
  const columns = Object.entries(field.fields ?? {})
  return (
    <div className="sub">
      <div className="sub-scroll">
        <table className="read" aria-label={field.title}>
          <thead>
            <tr>
              {columns.map(([name, column]) => (
                <th key={name} className={isNumeric(column.type) ? 'num' : ''}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.id ?? index}>
                {columns.map(([name, column]) => (
                  <td key={name} className={isNumeric(column.type) ? 'num' : ''}>
                    <FieldValue field={column} value={row[name]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** `full` is for a page (dates with a weekday, units, contact links), else for a cell; `plain` leaves links out. */
export function FieldValue({ field, value, full = false, plain = false, of, currency }: Props) {
  if (isEmpty(value)) return full ? <span className="mut">—</span> : null
  if (field.type === 'tags')
    return <Tags field={field} names={value as string[]} most={full ? 20 : 2} {...(of && { of })} />
  if (field.type === 'table')
    return full ? (
      <TableValue field={field} rows={value as Row[]} />
    ) : (
      <>{t('value.rows', { n: (value as Row[]).length })}</>
    )
  if (field.type === 'file' || field.type === 'photo')
    return full ? <Files files={value as StoredFile[]} /> : <>{valueText(field, value)}</>
  if (Array.isArray(value)) return <>{valueText(field, value)}</>
  if (field.type === 'stage') return <StageMark options={field.options ?? []} value={String(value)} />
  if (field.type === 'choice') return <ChoiceValue field={field} value={String(value)} />
  if (isReference(value))
    return field.type === 'user' ? (
      <PersonValue person={value} full={full} />
    ) : plain ? (
      <>{value.label}</>
    ) : (
      <ReferenceValue target={field.form} reference={value} />
    )
  if (field.type === 'date')
    return (
      <time dateTime={String(value)} title={String(value)}>
        {full ? dayText(String(value), true) : dateWords(String(value))}
      </time>
    )
  if (field.type === 'datetime')
    return (
      <time dateTime={String(value)} title={momentWords(String(value))}>
        {full ? momentWords(String(value)) : agoWords(String(value))}
      </time>
    )
  if (full && ['phone', 'email', 'url'].includes(field.type)) return <Contact kind={field.type} value={String(value)} />
  if (full && isNumeric(field.type) && field.type !== 'percent')
    return (
      <>
        {numberText(value as number, 0, field.type === 'money' ? 2 : 6)}{' '}
        <span className="mut">{unitOf(field, currency)}</span>
      </>
    )
  return <>{valueText(field, value)}</>
}
