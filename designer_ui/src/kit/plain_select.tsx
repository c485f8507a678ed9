interface PlainSelectProps {
  label: string
  value: string
  options: [string, string][]
  onChange: (value: string) => void
  hidden?: boolean
}

/** A native list: dozens of them stand in one table, and a phone shows its own wheel. */
export function PlainSelect({ label, value, options, onChange, hidden }: PlainSelectProps) {
  const known = options.some(([key]) => key === value) || value === ''
  return (
    <label className="row g1 plain-select">
      <span className={hidden ? 'vh' : 'mut t12'}>{label}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {!known && <option value={value}>{value}</option>}
        {options.map(([key, title]) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}
