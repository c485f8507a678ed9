/** The gate that a refused move has opened; the dialog is fetched when first needed. */
import { lazy, Suspense } from 'react'
import type { FormView } from '../../api/types'
import type { Mover } from './move'

const GateDialog = lazy(() => import('./gate'))

export function GateWindow({ name, form, by, mover }: { name: string; form: FormView; by: string; mover: Mover }) {
  const { gate, closeGate, move } = mover
  if (!gate) return null
  return (
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
  )
}
