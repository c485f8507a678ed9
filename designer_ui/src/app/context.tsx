/** The app that is open and who reads it, for everything below the shell. */
import { createContext, useContext } from 'react'
import type { App, FormView, Session } from '../api/types'

interface Open {
  app: App
  session: Session
}
const OpenContext = createContext<Open | null>(null)
export const OpenProvider = OpenContext.Provider

export function useOpen(): Open {
  const open = useContext(OpenContext)
  if (!open) throw new Error('useOpen outside of the shell')
  return open
}
export const useApp = (): App => useOpen().app
export function useForm(name: string): FormView | undefined {
  return useApp().forms[name]
}

/** The kernel's own app: people and departments, as records like any other. */
export const KERNEL = 'system'
export const useAdministrator = (): boolean => useOpen().session.user.roles.includes(`${KERNEL}/admin`)
/** Whether records of a form stand for people to whom the reader gives accounts. */
export function useAccounts(form: string): boolean {
  const administrator = useAdministrator()
  return useApp().name === KERNEL && form === 'user' && administrator
}

/** Addresses of pages, in one place. */
export const paths = {
  home: (app: string) => `/${app}`,
  list: (app: string, form: string, view?: string | null) => `/${app}/forms/${form}${view ? `?view=${view}` : ''}`,
  create: (app: string, form: string) => `/${app}/forms/${form}/new`,
  imports: (app: string, form: string) => `/${app}/forms/${form}/import`,
  record: (app: string, form: string, id: string) => `/${app}/forms/${form}/${id}`,
  edit: (app: string, form: string, id: string) => `/${app}/forms/${form}/${id}/edit`,
  tasks: (app: string, box?: string) => `/${app}/tasks${box ? `?box=${box}` : ''}`,
  task: (app: string, id: string) => `/${app}/tasks/${id}`,
  dashboard: (app: string, name: string) => `/${app}/dashboards/${name}`,
  parameters: (app: string) => `/${app}/parameters`,
  rules: (app: string) => `/${app}/rules`,
  rule: (app: string, rule: string) => `/${app}/rules/${rule}`,
  notices: (app: string) => `/${app}/notices`,
}
