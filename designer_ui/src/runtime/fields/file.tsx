import { useRef, useState } from 'react'
import { appPath } from '../../api/queries'
import { ApiError, post } from '../../api/client'
import type { StoredFile } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { sizeText } from '../format'
import type { InputProps } from './types'

function upload(app: string, file: File): Promise<StoredFile> {
  const body = new FormData()
  body.append('file', file)
  return post<StoredFile>(`${appPath(app)}/files`, body)
}

function FileRow({ app, file, photo, remove }: { app: string; file: StoredFile; photo: boolean; remove: () => void }) {
  const address = `${appPath(app)}/files/${file.id}`
  return (
    <li className="row file-row">
      {photo ? <img src={address} alt="" className="thumb" /> : <Icon name="clip" />}
      <a
        className="link ell"
        href={address}
        download={photo ? undefined : file.name}
        target={photo ? '_blank' : undefined}
        rel="noreferrer"
      >
        {file.name}
      </a>
      <span className="hint nw">{sizeText(file.size)}</span>
      <Button small quiet bare icon="x" label={t('action.remove_named', { name: file.name })} onPress={remove} />
    </li>
  )
}

/** Files and photos: chosen, dropped, or taken with the camera on a phone; kept when an upload fails. */
export default function FileInput(props: InputProps) {
  const { field, onChange, place } = props
  const photo = field.type === 'photo'
  const many = field.many ?? false
  const files = (props.value ?? []) as StoredFile[]
  const [waiting, setWaiting] = useState<File[]>([])
  const [problem, setProblem] = useState('')
  const picker = useRef<HTMLInputElement>(null)
  const accept = photo
    ? 'image/*'
    : (field.accept ?? []).map((kind) => (kind.includes('/') ? kind : `.${kind}`)).join(',')
  const send = async (chosen: File[]) => {
    const queue = many ? chosen : chosen.slice(0, 1)
    setWaiting(queue)
    setProblem('')
    const stored: StoredFile[] = []
    try {
      for (const file of queue) {
        stored.push(await upload(place.app, file))
        setWaiting((rest) => rest.filter((each) => each !== file))
      }
    } catch (error) {
      setProblem(error instanceof ApiError && !error.offline ? error.message : t('file.failed'))
    }
    if (stored.length) onChange(many ? [...files, ...stored] : stored)
    props.onBlur?.()
  }
  return (
    <div
      className={`drop ${props.invalid ? 'is-bad' : ''}`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void send([...event.dataTransfer.files])
      }}
    >
      {files.length > 0 && (
        <ul>
          {files.map((file) => (
            <FileRow
              key={file.id}
              app={place.app}
              file={file}
              photo={photo}
              remove={() => onChange(files.filter((each) => each.id !== file.id))}
            />
          ))}
        </ul>
      )}
      <div className="row w">
        <input
          ref={picker}
          id={props.id}
          type="file"
          className="vh"
          multiple={many}
          accept={accept || undefined}
          capture={photo ? 'environment' : undefined}
          aria-describedby={props.describedBy}
          onChange={(event) => {
            void send([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <Button
          small
          icon={photo ? 'cam' : 'up_file'}
          label={photo ? t('file.photo') : files.length && !many ? t('file.replace') : t('file.choose')}
          pending={waiting.length > 0}
          onPress={() => picker.current?.click()}
        />
        {waiting.length > 0 ? (
          <span className="hint" role="status">
            {t('file.waiting', { n: waiting.length })}
          </span>
        ) : (
          <span className="hint desk">{t('file.drop')}</span>
        )}
        {problem && waiting.length > 0 && (
          <Button small quiet label={t('action.retry')} onPress={() => void send(waiting)} />
        )}
      </div>
      {problem && (
        <span className="err" role="alert">
          <Icon name="bad" />
          {problem}
        </span>
      )}
    </div>
  )
}
