/** The list as it is narrowed and sorted now, as a file. */
import { query } from '../../api/client'
import { recordsPath, type ListQuery } from '../../api/queries'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Menu } from '../../kit/menu'

export function Export({ name, parts }: { name: string; parts: ListQuery }) {
  const app = useApp()
  const fetchAs = (format: string) =>
    location.assign(`${recordsPath(app.name, name)}:export${query({ ...parts, format })}`)
  return (
    <Menu
      label={t('list.export')}
      entries={[
        { id: 'xlsx', label: t('list.export_xlsx'), icon: 'table' },
        { id: 'csv', label: t('list.export_csv'), icon: 'list' },
      ]}
      onChoose={fetchAs}
    >
      {(trigger) => <Button quiet bare icon="dl" label={t('list.export')} trigger={trigger} />}
    </Menu>
  )
}
