/** A value that is computed or kept, with a quiet way to ask why it is what it is. */
import type { ReactNode } from 'react'
import type { FieldView } from '../../api/types'
import { Icon } from '../../kit/icon'
import { aboutField, type Of } from './about'
import { Explained } from './explained'

export function Derived({
  of,
  name,
  field,
  children,
}: {
  of: Of
  name: string
  field: FieldView
  children: ReactNode
}) {
  return (
    <span className="derived">
      {children}
      <Explained question={aboutField(of, name, field)} className="ask-why">
        <Icon name="bolt" />
      </Explained>
    </span>
  )
}
