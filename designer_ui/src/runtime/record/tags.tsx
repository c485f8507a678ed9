/** Tags that can say why they are there: beneath themselves on the desk, in a sheet from below on a phone. */
import { useState } from 'react'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { hueOf } from '../../kit/marks'
import { usePhone } from '../../kit/media'
import { BottomSheet } from '../../kit/overlay'
import { optionOf } from '../format'
import type { RecordContext } from './context'
import { Why } from './why'

export function Tags({ context, name }: { context: RecordContext; name: string }) {
  const [open, setOpen] = useState<string | null>(null)
  const phone = usePhone()
  const field = context.form.fields[name]!
  const names = (context.record[name] as string[] | null) ?? []
  const why = open && (
    <Why
      key={open}
      context={context}
      element={`${name}/${open}`}
      title={optionOf(field, open)?.title ?? open}
      hue={hueOf(optionOf(field, open)?.color, open)}
      onClose={() => setOpen(null)}
    />
  )
  return (
    <>
      <div className="row w g1 tags">
        {names.map((tag) => {
          const option = optionOf(field, tag)
          const hue = hueOf(option?.color, tag)
          if (!option?.rule)
            return (
              <span key={tag} className="chip" data-h={hue}>
                {option?.title ?? tag}
              </span>
            )
          return (
            <button
              type="button"
              key={tag}
              className="chip tap"
              data-h={hue}
              data-open={open === tag || undefined}
              aria-expanded={open === tag}
              aria-label={t('why.ask', { name: option.title })}
              onClick={() => setOpen(open === tag ? null : tag)}
            >
              <Icon name="bolt" />
              {option.title}
            </button>
          )
        })}
      </div>
      {why &&
        (phone ? (
          <BottomSheet label={t('why.title')} open onClose={() => setOpen(null)}>
            {why}
          </BottomSheet>
        ) : (
          <div className="why-dock">{why}</div>
        ))}
    </>
  )
}
