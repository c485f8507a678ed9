import type { Option } from '../api/types'

/** The wedge from noon, clockwise, as an SVG path on the 14 grid. */
function wedge(share: number): string {
  const angle = Math.min(share, 0.999) * 2 * Math.PI
  const x = 7 + 3.5 * Math.sin(angle)
  const y = 7 - 3.5 * Math.cos(angle)
  return `M7 7V3.5A3.5 3.5 0 ${share > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}z`
}

/** A ring that fills: dotted at the start, a tick when won, a cross when lost. */
export function StageRing({ share, closed }: { share: number; closed?: 'won' | 'lost' | null | undefined }) {
  if (closed) {
    const tick = closed === 'won'
    return (
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="7" cy="7" r="6" fill={tick ? 'var(--ok-fill)' : 'var(--gray-d)'} />
        <path
          d={tick ? 'M4.2 7.2 6.2 9.2 9.8 5' : 'M5 5l4 4M9 5l-4 4'}
          fill="none"
          stroke="var(--surface)"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    )
  }
  const start = share <= 0
  return (
    <svg viewBox="0 0 14 14" aria-hidden="true">
      <circle
        cx="7"
        cy="7"
        r="5.5"
        fill="none"
        stroke={start ? 'var(--gray-d)' : 'var(--accent)'}
        strokeWidth="1.5"
        strokeDasharray={start ? '2 2' : undefined}
      />
      {!start && <path d={wedge(share)} fill="var(--accent)" />}
    </svg>
  )
}

/** How far along an open stage is: its place among the open ones. */
export function shareOf(options: Option[], name: string): number {
  const open = options.filter((option) => !option.closed)
  const place = open.findIndex((option) => option.name === name)
  return place <= 0 ? 0 : place / open.length
}

export function StageMark({ options, value }: { options: Option[]; value: string }) {
  const option = options.find((each) => each.name === value)
  return (
    <span className="st" data-stage={value}>
      <StageRing share={shareOf(options, value)} closed={option?.closed} />
      {option?.title ?? value}
    </span>
  )
}
