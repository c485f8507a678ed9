import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="kbd" aria-hidden="true">
    {children}
  </kbd>
)

/** The 3 px dot between two facts; U+00B7 is full width in Chinese fonts. */
export const Dot = () => <i className="md" aria-hidden="true" />

export function Dotted({ items }: { items: (ReactNode | null | undefined | false)[] }) {
  const shown = items.filter((item) => item !== null && item !== undefined && item !== false && item !== '')
  return (
    <>
      {shown.map((item, index) => (
        <span key={index}>
          {index > 0 && <Dot />}
          {item}
        </span>
      ))}
    </>
  )
}

const HUES = ['azure', 'sky', 'teal', 'green', 'lime', 'amber', 'orange', 'red', 'pink', 'violet', 'gray']
const ALIASES: Record<string, string> = {
  blue: 'azure',
  cyan: 'sky',
  yellow: 'amber',
  purple: 'violet',
  grey: 'gray',
  magenta: 'pink',
  gold: 'amber',
}

/** A named hue; an unnamed one is steady for its name, so a tag keeps its colour. */
export function hueOf(color: string | null | undefined, name = ''): string {
  if (color) {
    const known = ALIASES[color] ?? color
    if (HUES.includes(known)) return known
  }
  if (!name) return 'gray'
  let sum = 0
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)!) % 9973
  return HUES[sum % 10]!
}

export function Chip({
  hue = 'gray',
  icon,
  large,
  children,
}: {
  hue?: string
  icon?: IconName | undefined
  large?: boolean
  children: ReactNode
}) {
  return (
    <span className={`chip${large ? ' lg' : ''}`} data-h={hue}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}

export function Badge({ tone = '', children }: { tone?: '' | 'acc' | 'bad'; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>
}

/** A person's initial: the last sign of a Chinese given name, the first letter elsewhere. */
export function initial(name: string): string {
  const clean = name.trim()
  if (!clean) return '?'
  return /[一-鿿]/.test(clean) && clean.length <= 4 ? clean.slice(-1) : clean.slice(0, 1).toUpperCase()
}

export function Avatar({
  name,
  me,
  size = '',
  square,
}: {
  name: string
  me?: boolean
  size?: '' | 'l' | 'xl'
  square?: boolean
}) {
  return (
    <span className={`ava ${size} ${me ? 'me' : ''} ${square ? 'sq' : ''}`} aria-hidden="true">
      {initial(name)}
    </span>
  )
}
