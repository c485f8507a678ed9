/** Funnel and ranking in plain elements: every mark is a button with its words and figures. */
import { Avatar } from '../kit/marks'
import { t } from '../i18n'
import type { FaceProps } from './report'
import { dimensionsOf, isShare, measuresOf, measureText, numberOf, wordsOf } from './shape'

/** One blue from pale to deep along the stages. */
const shade = (index: number, count: number): number =>
  Math.min(6, 2 + Math.round((index / Math.max(1, count - 1)) * 4))

export function Funnel({ data, selected, brief, onMark }: FaceProps) {
  const [stage] = dimensionsOf(data)
  const measures = measuresOf(data)
  const main = measures[0]
  if (!main) return null
  const shown = brief ? [] : measures.slice(1, 4)
  const most = Math.max(1, ...data.rows.map((row) => numberOf(row, main) ?? 0))
  const way = data.rows.filter((row) => row[`${stage?.name}_closed`] !== 'lost').length
  return (
    <div
      className="fun"
      style={{
        gridTemplateColumns: `minmax(56px,max-content) minmax(0,1fr) ${shown.map(() => 'minmax(44px,max-content)').join(' ')}`,
      }}
    >
      <span />
      <span className="mut t12">{main.title}</span>
      {shown.map((column) => (
        <span key={column.name} className="mut t12 num">
          {column.title}
        </span>
      ))}
      {data.rows.map((row, index) => {
        const words = wordsOf(row, stage)
        const value = numberOf(row, main) ?? 0
        const lost = row[`${stage?.name}_closed`] === 'lost'
        const hue = lost ? 'lost' : `seq${shade(index, way)}`
        const width = `${Math.max(2, (value / most) * 100)}%`
        const text = measureText(value, main, true)
        const narrow = value / most < 0.16
        return [
          <span key={`w${index}`} className={row._at && row._at === selected ? 'b' : ''}>
            {words}
          </span>,
          <button
            type="button"
            key={`b${index}`}
            className="bar-press"
            data-at={row._at}
            aria-label={t('chart.open', { name: words, value: text })}
            aria-pressed={row._at ? row._at === selected : undefined}
            onClick={() => onMark(row._at, words)}
          >
            <i className={`bar2 ${hue} ${row._at && row._at === selected ? 'sel' : ''}`} style={{ width }}>
              {!narrow && text}
            </i>
            {narrow && <span className="bar-out">{text}</span>}
          </button>,
          ...shown.map((column) => (
            <span key={`${column.name}${index}`} className="num sec">
              {measureText(numberOf(row, column), column)}
            </span>
          )),
        ]
      })}
    </div>
  )
}

export function Ranking({ data, selected, onMark }: FaceProps) {
  const [who] = dimensionsOf(data)
  const [main] = measuresOf(data)
  if (!main) return null
  const person = who?.type === 'user'
  const most = Math.max(1, ...data.rows.map((row) => Math.abs(numberOf(row, main) ?? 0)))
  return (
    <ol className="lb">
      {data.rows.map((row, index) => {
        const words = wordsOf(row, who)
        const value = numberOf(row, main)
        const text = measureText(value, main)
        return (
          <li key={index}>
            <button
              type="button"
              className={`lb-row ${person ? 'person' : ''}`}
              data-at={row._at}
              aria-pressed={row._at ? row._at === selected : undefined}
              aria-label={t('chart.open', { name: words, value: text })}
              onClick={() => onMark(row._at, words)}
            >
              <span className="mut num">{Number(row._rank ?? index + 1)}</span>
              {person && <Avatar name={words} />}
              <span className={`ell ${index === 0 ? 'b' : ''}`}>{words}</span>
              <span className="meter">
                <i
                  className={index === 0 ? 'first' : ''}
                  style={{ width: `${(Math.abs(value ?? 0) / most) * 100}%` }}
                />
              </span>
              <span className="num">
                {text}
                {!isShare(main) && main.unit ? ` ${main.unit}` : ''}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
