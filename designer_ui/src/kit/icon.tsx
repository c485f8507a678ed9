import { ICON_WORDS, ICONS, MARK, type IconName } from './icons'

export type { IconName }

export function Icon({ name, large, className = '' }: { name: IconName; large?: boolean; className?: string }) {
  return (
    <svg className={`i ${large ? 'l ' : ''}${className}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={ICONS[name]} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

/** An icon named in a definition, or a neutral one when the name is not ours. */
export function iconNamed(name: string | null | undefined, otherwise: IconName): IconName {
  if (!name) return otherwise
  return name in ICONS ? (name as IconName) : (ICON_WORDS[name] ?? otherwise)
}

export function Mark({ className = 'mark' }: { className?: string }) {
  return (
    <svg className={className} viewBox="0 0 24 24" aria-hidden="true">
      <path fill="currentColor" d={MARK} />
    </svg>
  )
}
