/** What a form without a page of its own shows, and what it makes of the one it has. */
import type { App, FormView, PageTab, Related, View } from '../../api/types'
import { t } from '../../i18n'

export const pageView = (form: FormView): View | undefined =>
  Object.values(form.views).find((view) => view.kind === 'page')

export function stageField(form: FormView): string | null {
  const named = pageView(form)?.bar
  if (named && form.fields[named]) return named
  return Object.keys(form.fields).find((name) => form.fields[name]!.type === 'stage') ?? null
}

export const tagFields = (form: FormView): string[] =>
  Object.keys(form.fields).filter((name) => form.fields[name]!.type === 'tags')

const QUIET = new Set(['table', 'file', 'photo', 'tags', 'stage', 'richtext'])

export function headerFields(form: FormView): string[] {
  const named = pageView(form)?.header?.filter(
    (name) =>
      form.fields[name] &&
      form.fields[name]!.type !== 'stage' &&
      form.fields[name]!.type !== 'tags' &&
      name !== form.label_field,
  )
  if (named?.length) return named
  return Object.keys(form.fields)
    .filter(
      (name) => ['choice', 'user', 'reference', 'phone'].includes(form.fields[name]!.type) && name !== form.label_field,
    )
    .slice(0, 4)
}

export function sideFields(form: FormView): string[] {
  const named = pageView(form)?.side?.filter((name) => form.fields[name])
  if (named?.length) return named
  const header = new Set(headerFields(form))
  return Object.keys(form.fields)
    .filter(
      (name) =>
        name !== form.label_field &&
        !QUIET.has(form.fields[name]!.type) &&
        (form.fields[name]!.lines ?? 1) === 1 &&
        !header.has(name),
    )
    .slice(0, 10)
}

/** Ways back to other forms; where the server does not name them, the references that point here do. */
export function relatedOf(app: App, name: string, form: FormView): Record<string, Related> {
  if (form.related) return Object.fromEntries(Object.entries(form.related).filter(([, way]) => app.forms[way.form]))
  const found: Record<string, Related> = {}
  for (const [other, target] of Object.entries(app.forms)) {
    for (const [field, view] of Object.entries(target.fields)) {
      if (view.type === 'reference' && view.form === name && view.back)
        found[view.back] = { form: other, field, title: target.title }
    }
  }
  return found
}

export function tabsOf(app: App, name: string, form: FormView): PageTab[] {
  const named = pageView(form)?.tabs
  if (named?.length) return named
  const backs = Object.entries(relatedOf(app, name, form))
  return [
    { name: 'timeline', title: t('record.timeline'), show: ['timeline'] },
    {
      name: 'file',
      title: t('record.file'),
      show: form.layout.length ? form.layout.map((section) => section.name) : ['*'],
    },
    ...backs.map(([back, way]) => ({ name: back, title: way.title, show: [back] })),
  ]
}

/** The related form for what was said and done: it has a short entry with room for a few lines. */
export function quickChild(app: App, name: string, form: FormView): Related | null {
  const ways = relatedOf(app, name, form)
  const story = (form.timeline ?? []).filter((back) => ways[back])
  const order = [...story, ...Object.keys(ways).filter((back) => !story.includes(back))]
  const tells = (back: string) => {
    const target = app.forms[ways[back]!.form]!
    return target.can.create && (target.quick ?? []).some((field) => (target.fields[field]?.lines ?? 1) > 1)
  }
  const chosen = order.find(tells)
  return chosen ? ways[chosen]! : null
}
