import { useRef, useState } from 'react'
import type { FormView } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import type { Import } from './state'

export function ChooseStep({ state, form }: { state: Import; form: FormView }) {
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (file: File | undefined) => {
    if (file) void state.upload(file)
  }
  return (
    <div
      className={`import-drop ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
    >
      <Icon name="table" large />
      <h2>{t('import.choose_title', { name: form.title })}</h2>
      <p className="sec">{t('import.choose_help')}</p>
      <input
        ref={picker}
        id="import-file"
        type="file"
        className="vh"
        accept=".csv,.txt,.tsv,.xlsx,.xls"
        aria-label={t('import.choose')}
        onChange={(event) => {
          take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button
        primary
        icon="up_file"
        label={t('import.choose')}
        pending={state.busy}
        onPress={() => picker.current?.click()}
      />
    </div>
  )
}
