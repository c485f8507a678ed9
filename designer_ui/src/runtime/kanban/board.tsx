/** A board: one column a stage with its totals; cards move by mouse, touch, keyboard or menu. */
import { lazy, Suspense, useState } from 'react'
import type { FormView, Option, RecordData, View } from '../../api/types'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { Empty } from '../../kit/states'
import './board.css'
import { Column } from './column'
import { useMove } from './move'

const GateDialog = lazy(() => import('./gate'))

interface Props {
  name: string
  form: FormView
  view: View
  viewName: string
  filter: string | null
  q: string
}

export default function Board({ name, form, view, viewName, filter, q }: Props) {
  const app = useApp()
  const by = view.by ?? Object.keys(form.fields).find((key) => form.fields[key]!.type === 'stage') ?? ''
  const field = form.fields[by]
  const [held, hold] = useState<RecordData | null>(null)
  const { move, gate, closeGate, moving } = useMove(app.name, name, form, by)
  if (!field?.options) return <Empty title={t('kanban.no_stage')} />
  const options: Option[] = field.options
  return (
    <div className="board" role="group" aria-label={view.title}>
      {options.map((option) => (
        <Column
          key={option.name}
          board={{ name, form, view, viewName, filter, q, by, options }}
          option={option}
          held={held}
          hold={hold}
          onMove={(record, to) => void move(record, to)}
          moving={moving}
        />
      ))}
      {gate && (
        <Suspense fallback={null}>
          <GateDialog
            name={name}
            form={form}
            by={by}
            gate={gate}
            onClose={closeGate}
            onMove={(values) => move(gate.record, gate.to, values)}
          />
        </Suspense>
      )}
    </div>
  )
}
