import type { EChartsCoreOption } from 'echarts/core'
import { measureText, type seriesOf } from './shape'

export interface Palette {
  series: string[]
  ink: string
  soft: string
  grid: string
  surface: string
  raised: string
  line: string
  font: string
}
type Shape = ReturnType<typeof seriesOf>

function shared(colors: Palette, shape: Shape): EChartsCoreOption {
  const format = (value: unknown) =>
    shape.measure && typeof value === 'number' ? measureText(value, shape.measure, true) : '—'
  return {
    color: colors.series,
    textStyle: { fontFamily: colors.font, fontSize: 11, color: colors.soft },
    animationDuration: 220,
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colors.raised,
      borderColor: colors.line,
      textStyle: { color: colors.ink, fontSize: 12 },
      valueFormatter: format,
      axisPointer: { type: 'line', lineStyle: { color: colors.line } },
    },
    grid: { left: 8, right: 16, top: 16, bottom: 4, containLabel: true },
  }
}

function axes(colors: Palette, shape: Shape, across: boolean): EChartsCoreOption {
  const value = {
    type: 'value',
    axisLabel: {
      color: colors.soft,
      formatter: (each: number) => (shape.measure ? measureText(each, shape.measure) : String(each)),
    },
    splitLine: { lineStyle: { color: colors.grid } },
    splitNumber: 3,
  }
  const category = {
    type: 'category',
    data: shape.axis,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: {
      color: across ? colors.ink : colors.soft,
      hideOverlap: true,
      ...(across ? { width: 88, overflow: 'truncate', fontSize: 13 } : {}),
    },
    inverse: across,
    boundaryGap: true,
  }
  return across
    ? { xAxis: { ...value, axisLabel: { show: false }, splitLine: { show: false } }, yAxis: category }
    : { xAxis: category, yAxis: value }
}

function lines(shape: Shape, area: boolean) {
  return shape.series.map((series) => ({
    type: 'line',
    name: series.name,
    data: series.values,
    symbol: 'circle',
    symbolSize: 6,
    lineStyle: { width: 2 },
    emphasis: { focus: 'series' },
    triggerLineEvent: false,
    ...(area ? { areaStyle: { opacity: 0.12 } } : {}),
  }))
}

/** Few bars lie across with their figures beside them; many, or a time, stand upright. */
function bars(shape: Shape, colors: Palette, across: boolean) {
  const stacked = shape.series.length > 1
  const format = (event: { value: unknown }) =>
    typeof event.value === 'number' && shape.measure ? measureText(event.value, shape.measure) : ''
  return shape.series.map((series) => ({
    type: 'bar',
    name: series.name,
    data: series.values,
    barMaxWidth: across ? 16 : 28,
    ...(stacked ? { stack: 'all' } : {}),
    itemStyle: { borderRadius: 3, borderColor: colors.surface, borderWidth: stacked ? 1 : 0 },
    cursor: 'pointer',
    label: { show: across && !stacked, position: 'right', color: colors.ink, fontSize: 12, formatter: format },
  }))
}

const isTime = (word: string): boolean => /^\d{4}(-|$)|月|年|Q\d|^[A-Z][a-z]{2}( \d{4})?$/.test(word)

export function optionFor(kind: string, shape: Shape, colors: Palette, phone: boolean): EChartsCoreOption {
  const many = shape.series.length > 1
  const base = shared(colors, shape)
  if (kind === 'pie') {
    const data = shape.axis.map((name, index) => ({ name, value: shape.series[0]?.values[index] ?? 0 }))
    return {
      ...base,
      tooltip: { ...(base.tooltip as object), trigger: 'item' },
      series: [
        {
          type: 'pie',
          radius: phone ? ['34%', '58%'] : ['42%', '68%'],
          data,
          itemStyle: { borderColor: colors.surface, borderWidth: 2 },
          label: { color: colors.ink, fontSize: 12, formatter: '{b} {d}%' },
          labelLine: { lineStyle: { color: colors.line } },
        },
      ],
    }
  }
  if (kind === 'bar') {
    const across = shape.axis.length <= 12 && !shape.axis.every(isTime)
    const grid = { ...(base.grid as object), ...(across && !many ? { right: 56 } : {}) }
    return {
      ...base,
      grid,
      tooltip: { ...(base.tooltip as object), axisPointer: { type: 'shadow' } },
      ...axes(colors, shape, across),
      series: bars(shape, colors, across),
    }
  }
  return { ...base, ...axes(colors, shape, false), series: lines(shape, kind === 'area') }
}
