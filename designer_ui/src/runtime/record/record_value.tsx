import type { Value } from '../../api/types'
import { useApp } from '../../app/context'
import { FieldValue } from '../fields/value'
import { isEmpty } from '../values'
import { Derived } from '../why/derived'
import type { RecordContext } from './context'

/** A field of the record in full; what is computed can say why. */
export function RecordValue({
  context,
  name,
}: {
  context: Pick<RecordContext, 'name' | 'form' | 'record'>
  name: string
}) {
  const app = useApp()
  const field = context.form.fields[name]!
  const value = context.record[name] as Value
  const of = { form: context.name, id: context.record.id }
  const shown = <FieldValue field={field} value={value} full currency={app.currency} of={of} />
  if (!field.derived || isEmpty(value)) return shown
  return (
    <Derived of={of} name={name} field={field}>
      {shown}
    </Derived>
  )
}
