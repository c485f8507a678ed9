import { t } from '../i18n'
import { Icon } from '../kit/icon'
import type { FaceProps } from './report'
import { figureOf, isShare, measuresOf, measureText, numberOf } from './shape'

const BEFORE = new Set(['previous', 'last_year', 'compare', 'before'])

/** One figure; beside it the same measure before, with an arrow for the way it went. */
export function Card({ head, data, onMark }: FaceProps) {
  const row = data.rows[0] ?? {}
  const columns = measuresOf(data)
  const main = columns[0]
  if (!main)
    return (
      <>
        <div className="k">{head.title}</div>
        <div className="v">—</div>
      </>
    )
  const { figure, unit } = figureOf(numberOf(row, main), main, head)
  const before = columns.find(
    (column) => BEFORE.has(column.name) || column.name.startsWith('previous') || column.name.endsWith('_previous'),
  )
  const others = columns.slice(1).filter((column) => column !== before)
  const [now, then] = [numberOf(row, main), before ? numberOf(row, before) : null]
  const change = now !== null && then ? (now - then) / Math.abs(then) : null
  return (
    <button
      type="button"
      className="kpi-press"
      onClick={() => onMark(row._at, head.title)}
      aria-label={t('chart.open', { name: head.title, value: `${figure} ${unit}`.trim() })}
    >
      <span className="k">{head.title}</span>
      <span className="v">
        {figure}
        <span className="t13 mut unit">{unit}</span>
      </span>
      <span className="c">
        {change !== null && (
          <span className={change >= 0 ? 'up ok' : 'dn bad'}>
            <Icon name={change >= 0 ? 'au' : 'ad'} />
            {isShare(main) ? `${((now! - then!) * 100).toFixed(1)} pp` : `${(change * 100).toFixed(1)}%`}
          </span>
        )}
        {before && then !== null && (
          <span>
            {before.title} {measureText(then, before)}
          </span>
        )}
        {others.map((column) => (
          <span key={column.name}>
            {column.title} {measureText(numberOf(row, column), column)}
          </span>
        ))}
      </span>
    </button>
  )
}
