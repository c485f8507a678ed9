import type { FaceProps } from './report'
import { t } from '../i18n'
import { dimensionsOf, measuresOf, measureText, numberOf, wordsOf } from './shape'

/** Any report as a table: the other face of every chart, and of what has none. */
export function ReportTable({ head, data, selected, onMark }: FaceProps) {
  const dimensions = dimensionsOf(data)
  const measures = measuresOf(data)
  const total = data.total
  return (
    <div className="chart-table">
      <table className="tbl tight" aria-label={head.title}>
        <thead>
          <tr>
            {dimensions.map((column) => (
              <th key={column.name}>{column.title}</th>
            ))}
            {measures.map((column) => (
              <th key={column.name} className="num">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, index) => {
            const words = dimensions.map((column) => wordsOf(row, column)).join(' / ')
            return (
              <tr key={index} className={row._at && row._at === selected ? 'sel' : ''} data-at={row._at}>
                {dimensions.map((column, place) => (
                  <td key={column.name}>
                    {place === 0 ? (
                      <button type="button" className="link" onClick={() => onMark(row._at, words)}>
                        {wordsOf(row, column)}
                      </button>
                    ) : (
                      wordsOf(row, column)
                    )}
                  </td>
                ))}
                {measures.map((column, place) => (
                  <td key={column.name} className="num">
                    {dimensions.length === 0 && place === 0 ? (
                      <button type="button" className="link" onClick={() => onMark(row._at, head.title)}>
                        {measureText(numberOf(row, column), column, true)}
                      </button>
                    ) : (
                      measureText(numberOf(row, column), column, true)
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
        {total && dimensions.length > 0 && (
          <tfoot>
            <tr>
              {dimensions.map((column, index) => (
                <td key={column.name}>{index === 0 ? t('chart.total') : ''}</td>
              ))}
              {measures.map((column) => (
                <td key={column.name} className="num">
                  {measureText(numberOf(total, column), column, true)}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}
