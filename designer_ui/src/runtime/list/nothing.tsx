import type { FormView } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button, LinkButton } from '../../kit/button'
import { Empty } from '../../kit/states'

/** Nothing matches, or nothing is there yet: each with its way forward. */
export function NoRecords({
  name,
  form,
  narrowed,
  clear,
}: {
  name: string
  form: FormView
  narrowed: boolean
  clear: () => void
}) {
  const app = useApp()
  if (narrowed)
    return (
      <Empty title={t('list.none_found')} action={<Button label={t('filter.clear')} onPress={clear} />}>
        {t('list.none_found_help')}
      </Empty>
    )
  const ways = (
    <>
      {form.can.create && (
        <LinkButton
          primary
          icon="plus"
          label={t('form.new_named', { name: form.title })}
          to={paths.create(app.name, name)}
        />
      )}
      {form.can.import && <LinkButton label={t('import.excel')} to={paths.imports(app.name, name)} />}
    </>
  )
  return (
    <Empty title={t('list.empty', { name: form.title })} action={ways}>
      {form.can.create ? t('list.empty_help') : t('list.empty_read')}
    </Empty>
  )
}
