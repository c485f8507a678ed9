import { describe, expect, it } from 'vitest'
import type { FieldView } from '../../api/types'
import { readDate, readMoment } from './date_text'
import { readNumber, writeNumber } from './number'
import { pasteRows } from './table_paste'

const TODAY = '2026-06-18'
const field = (type: string, more: Partial<FieldView> = {}): FieldView => ({
  type,
  title: type,
  level: 'edit',
  ...more,
})

describe('dates as people type them', () => {
  it.each([
    ['2026-06-18', '2026-06-18'],
    ['2026/6/8', '2026-06-08'],
    ['20260618', '2026-06-18'],
    ['2026年6月8日', '2026-06-08'],
    ['6-8', '2026-06-08'],
    ['6月8日', '2026-06-08'],
    ['今天', TODAY],
    ['明天', '2026-06-19'],
    ['+3', '2026-06-21'],
    ['-1', '2026-06-17'],
    ['tomorrow', '2026-06-19'],
    ['2026-02-30', null],
    ['13-1', null],
    ['abc', null],
    ['', null],
  ])('%s is %s', (text, day) => expect(readDate(text, TODAY)).toBe(day))
  it.each([
    ['6-18 9:30', '2026-06-18T09:30'],
    ['明天 14:00', '2026-06-19T14:00'],
    ['2026-06-18', '2026-06-18T09:00'],
    ['6-18 25:00', null],
  ])('moment %s is %s', (text, moment) => expect(readMoment(text, TODAY)).toBe(moment))
})

describe('numbers as people type them', () => {
  it.each([
    ['1,280.50', 1280.5],
    ['86万', 860000],
    ['1.2亿', 120000000],
    ['￥3，000', 3000],
    ['-5', -5],
    ['−5', -5],
    ['.5', 0.5],
    ['12%', 0.12],
    ['abc', null],
    ['1.2.3', null],
  ])('%s is %s', (text, value) => expect(readNumber(text, false)).toBe(value))
  it.each([
    ['12', 0.12],
    ['12%', 0.12],
    ['0.5', 0.005],
  ])('percent %s is %s', (text, value) => expect(readNumber(text, true)).toBe(value))
  it('money shows cents, a percent its hundredths', () => {
    expect(writeNumber(860000, field('money'))).toBe('860,000.00')
    expect(writeNumber(0.125, field('percent'))).toBe('12.5')
  })
})

describe('cells pasted from a spreadsheet', () => {
  const columns: [string, FieldView][] = [
    ['part', field('text')],
    ['total', field('money', { derived: true })],
    ['quantity', field('number')],
    ['kind', field('choice', { options: [{ name: 'new', title: '新' }] })],
  ]
  it('become rows of the writable columns', () =>
    expect(pasteRows('轴承\t1,200\t新\r\n垫圈\t3\t旧\n', columns)).toEqual([
      { part: '轴承', quantity: 1200, kind: 'new' },
      { part: '垫圈', quantity: 3, kind: '旧' },
    ]))
  it('a single cell stays with its input', () => expect(pasteRows('轴承', columns)).toBeNull())
})
