/** What is wrong: equal problems as one line, or each with its cell, a page at a time. */
import { useState } from 'react'
import type { ImportKind, ImportProblem } from '../../api/imports'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { comma, numberText } from '../format'

const PAGE = 100

function Line({ problem, cells, more }: { problem: ImportProblem; cells: string; more: string }) {
  return (
    <tr>
      <td>
        <b className="mono">{cells}</b>
        {more && <span className="mut t12"> {more}</span>}
      </td>
      <td>{problem.column}</td>
      <td className="bad">{problem.value === null || problem.value === undefined ? '' : String(problem.value)}</td>
      <td className="wrap">
        {problem.message}
        {problem.hint && <span className="mut"> {problem.hint}</span>}
      </td>
    </tr>
  )
}

const cellOf = (problem: ImportProblem): string => String(problem.cell ?? problem.row ?? '')

function moreOf(kind: ImportKind): string {
  const rest = kind.count - kind.cells.length
  return rest > 0 ? t('import.more_cells', { n: numberText(rest) }) : ''
}

/** Pages of a table that is already here. */
function Pager({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  if (pages < 2) return null
  return (
    <nav className="row import-pager" aria-label={t('import.pages')}>
      <Button
        small
        quiet
        icon="left"
        label={t('import.page_before')}
        disabled={page === 0}
        onPress={() => onPage(page - 1)}
      />
      <span className="mut t12">{t('import.page', { n: page + 1, all: pages })}</span>
      <Button
        small
        quiet
        icon="right"
        label={t('import.page_next')}
        disabled={page === pages - 1}
        onPress={() => onPage(page + 1)}
      />
    </nav>
  )
}

function useLines(problems: ImportProblem[], kinds: ImportKind[], byKind: boolean) {
  const [page, setPage] = useState(0)
  const all: [ImportProblem, string, string][] = byKind
    ? kinds.map((kind) => [kind, kind.cells.join(comma()), moreOf(kind)])
    : problems.map((problem) => [problem, cellOf(problem), ''])
  const pages = Math.ceil(all.length / PAGE)
  const shown = Math.min(page, Math.max(0, pages - 1))
  return { lines: all.slice(shown * PAGE, (shown + 1) * PAGE), page: shown, pages, setPage }
}

interface Props {
  problems: ImportProblem[]
  kinds?: ImportKind[]
  total?: number
}

export function Problems({ problems, kinds = [], total = problems.length }: Props) {
  const [byKind, group] = useState(kinds.length > 0 && total > 20)
  const { lines, page, pages, setPage } = useLines(problems, kinds, byKind)
  return (
    <section className="col g2">
      {kinds.length > 0 && (
        <div className="row w">
          <span className="seg sm" role="group" aria-label={t('import.problems')}>
            <button type="button" className={byKind ? '' : 'on'} aria-pressed={!byKind} onClick={() => group(false)}>
              {t('import.by_cell')}
            </button>
            <button type="button" className={byKind ? 'on' : ''} aria-pressed={byKind} onClick={() => group(true)}>
              {t('import.by_kind', { n: kinds.length })}
            </button>
          </span>
          {!byKind && total > problems.length && (
            <span className="hint">
              {t('import.first_problems', { n: numberText(problems.length), all: numberText(total) })}
            </span>
          )}
        </div>
      )}
      <div className="panel import-table">
        <table className="tbl" aria-label={t('import.problems')}>
          <thead>
            <tr>
              <th>{t('import.cell')}</th>
              <th>{t('import.column')}</th>
              <th>{t('import.value')}</th>
              <th>{t('import.what')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([problem, cells, more], index) => (
              <Line key={index} problem={problem} cells={cells} more={more} />
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pages={pages} onPage={setPage} />
    </section>
  )
}
