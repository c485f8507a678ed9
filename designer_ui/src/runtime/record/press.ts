import { post } from '../../api/client'
import { recordPath } from '../../api/queries'
import type { RecordData, Reference } from '../../api/types'
import type { RecordContext } from './context'

export type Created = Reference & { form: string }
export interface Pressed {
  record?: RecordData
  created?: Created[]
}

/** Presses a button of the definition; its version check and checks are the server's. */
export const pressButton = (
  app: string,
  context: RecordContext,
  name: string,
  values: Record<string, unknown>,
): Promise<Pressed> =>
  post<Pressed>(`${recordPath(app, context.name, context.record.id)}/buttons/${name}`, {
    version: context.record.version,
    values,
  })
