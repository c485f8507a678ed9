import { useState } from 'react'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { Dotted } from '../../kit/marks'
import { Drawer } from '../../kit/overlay'
import { valueText } from '../format'
import { FieldBox } from './box'
import { Sums, type FaceProps } from './table_shared'

export function TableCards({ grid, label, add, sums }: FaceProps) {
  const [open, setOpen] = useState<number | null>(null)
  const row = open === null ? undefined : grid.rows[open]
  return (
    <div className="sub" role="group" aria-label={label}>
      {grid.rows.map((each, index) => {
        const texts = grid.columns.map(([name, field]) => valueText(field, each[name])).filter(Boolean)
        const bad = grid.columns.find(([name]) => grid.problemOf(index, name))
        return (
          <button type="button" key={index} className="sub-card" onClick={() => setOpen(index)}>
            <span className="row">
              <span className="med grow ell">{texts[0] ?? t('table.row', { n: index + 1 })}</span>
              <Icon name="right" className="mut" />
            </span>
            <span className={`t13 ${bad ? 'bad' : 'mut'}`}>
              {bad ? grid.problemOf(index, bad[0]) : <Dotted items={texts.slice(1, 4)} />}
            </span>
          </button>
        )
      })}
      <div className="row sub-foot">
        <Button
          small
          quiet
          icon="plus"
          label={t('table.add')}
          onPress={() => {
            add()
            setOpen(grid.rows.length)
          }}
        />
        <span className="end row g3">
          <Sums columns={grid.columns} rows={grid.rows} sums={sums} />
        </span>
      </div>
      {row && open !== null && (
        <Drawer
          title={t('table.row', { n: open + 1 })}
          open
          onClose={() => setOpen(null)}
          footer={
            <>
              <Button
                danger
                label={t('action.remove')}
                onPress={() => {
                  setOpen(null)
                  grid.change(grid.rows.filter((_, index) => index !== open))
                }}
              />
              <Button primary label={t('action.done')} onPress={() => setOpen(null)} />
            </>
          }
        >
          <div className="col g3">
            {grid.columns.map(([name]) => {
              const { field, visible, required, readonly } = grid.stateOf(open, name)
              if (!visible) return null
              return (
                <FieldBox
                  key={name}
                  name={`${grid.place.path}-${open}-${name}`}
                  field={field}
                  value={row[name]}
                  place={{ ...grid.place, path: `${grid.place.path}.${name}` }}
                  required={required}
                  readonly={readonly || field.derived === true}
                  problems={[grid.problemOf(open, name)].filter((text) => text !== undefined)}
                  onChange={(next) =>
                    grid.change(grid.rows.map((each, index) => (index === open ? { ...each, [name]: next } : each)))
                  }
                />
              )
            })}
          </div>
        </Drawer>
      )}
    </div>
  )
}
