/** Lines, bars and pies by ECharts, drawn as SVG in the colours of the tokens. Loaded on dashboards only. */
import { BarChart, LineChart, PieChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useShownTheme } from '../app/theme'
import { usePhone } from '../kit/media'
import { optionFor, type Palette } from './options'
import type { FaceProps } from './report'
import { seriesOf } from './shape'

use([BarChart, LineChart, PieChart, GridComponent, TooltipComponent, SVGRenderer])

/** ECharts needs plain colours, so they are read from the tokens that are in force. */
function palette(element: HTMLElement): Palette {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    series: [1, 2, 3, 4, 5, 6].map((index) => read(`c${index}`)),
    ink: read('ink'),
    soft: read('ink-3'),
    grid: read('grid'),
    surface: read('surface'),
    raised: read('raised'),
    line: read('line'),
    font: read('font'),
  }
}

export default function Chart({ head, data, onMark }: FaceProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const press = useRef(onMark)
  press.current = onMark
  const theme = useShownTheme()
  const phone = usePhone()
  useEffect(() => {
    const made = init(box.current!, null, { renderer: 'svg' })
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(box.current!)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    const made = chart.current!
    const shape = seriesOf(data)
    made.setOption(optionFor(head.kind, shape, palette(box.current!), phone), true)
    made.off('click')
    made.on('click', (event) => {
      const series = shape.series[head.kind === 'pie' ? 0 : (event.seriesIndex ?? 0)]
      const word = shape.axis[event.dataIndex] ?? ''
      press.current(series?.ats[event.dataIndex], shape.series.length > 1 ? `${word} / ${series?.name}` : word)
    })
  }, [data, head, theme, phone])
  return <div ref={box} className="chart" role="img" aria-label={head.title} />
}
