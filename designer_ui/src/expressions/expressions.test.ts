/** What vectors cannot show: edges of the runtime, and what must be refused. */
import { describe, expect, it } from 'vitest'
import { civil, dateText, days, FIRST_DAY, LAST_DAY, week } from './dates.ts'
import { compiled } from './index.ts'
import { decimalText, halfAway, scaled, unscaled } from './numbers.ts'
import { type TreeNode, Unreadable } from './tree.ts'
import { compare, type Environment, type Row, Unknown } from './values.ts'
import { localDate, midnight, UTC } from './zones.ts'

const environment: Environment = {
  now: 0,
  today: 0,
  zone: UTC,
  me: null,
  myTeam: new Set(),
  parameters: {},
  old: null,
  variables: {},
}
const row: Row = { value: () => null, rows: () => [], holder: null }
const number = (value: string): TreeNode => ({
  node: 'Literal',
  type: { name: 'Number', scale: 0, digits: 15 },
  value,
})
const value = (tree: TreeNode) => compiled(tree)({ row, outer: null }, environment)

describe('numbers are exact', () => {
  it('multiplies fifteen digits by fifteen', () => {
    const product: TreeNode = {
      node: 'Arithmetic',
      type: { name: 'Number', scale: 0, digits: 30 },
      operator: '*',
      left: number('999999999999999'),
      right: number('999999999999999'),
    }
    expect(value(product)).toBe(999999999999998000000000000001n)
  })
  it('rounds halves away from zero', () => {
    expect([25n, -25n, 24n, -26n].map((each) => halfAway(each, 10n))).toEqual([3n, -3n, 2n, -3n])
  })
  it.each([
    [0.1, 2, 10n],
    [1e-7, 2, undefined],
    [1e-7, 9, 100n],
    [999999999999999, 0, 999999999999999n],
    [1e15, 0, undefined],
    [-12.34, 2, -1234n],
    [12.345, 2, undefined],
  ])('reads %d with %d decimals', (given, scale, stored) => {
    expect(scaled(given, scale, 15)).toBe(stored)
    if (stored !== undefined) expect(unscaled(stored, scale)).toBe(given)
  })
  it('writes every decimal', () => expect(decimalText(-5n, 3)).toBe('-0.005'))
})

describe('the calendar', () => {
  it('goes there and back over all its days', () => {
    for (let day = FIRST_DAY; day <= LAST_DAY; day += 97) {
      const found = civil(day)
      expect(days(found.year, found.month, found.day)).toBe(day)
    }
    expect([dateText(FIRST_DAY), dateText(LAST_DAY)]).toEqual(['0001-01-01', '9999-12-31'])
  })
  it('knows the weeks at the turn of a year', () => {
    expect([days(2027, 1, 3), days(2027, 1, 4), days(2024, 12, 30)].map(week)).toEqual([53, 1, 1])
  })
})

describe('a zone that moves its clocks', () => {
  const hour = 3_600_000
  // The clocks go from one to two o'clock at 01:00 on day 100, and back at 02:00 on day 200.
  const zone = {
    changes: [
      [null, 0],
      [100 * 24 * hour, hour],
      [200 * 24 * hour, 0],
    ] as const,
    until: 300 * 24 * hour,
  }
  it('begins a day at the first of two midnights', () => {
    expect(midnight(101, zone)).toBe(101 * 24 * hour - hour)
    expect(localDate(200 * 24 * hour - 1, zone)).toBe(200)
    expect(midnight(200, zone)).toBe(200 * 24 * hour - hour)
  })
  it('knows nothing beyond its table', () => expect(() => midnight(301, zone)).toThrow(Unknown))
})

describe('texts', () => {
  it('stand in the order of code points', () => {
    expect(['😀', 'Ａ', 'a', '𠮷', 'a😀', ''].sort(compare)).toEqual(['', 'a', 'a😀', 'Ａ', '😀', '𠮷'])
  })
})

describe('a tree that cannot be read', () => {
  it.each<[string, TreeNode]>([
    ['an unknown node', { node: 'constructor', type: { name: 'Text' } }],
    ['an unknown function', { node: 'Call', type: { name: 'Text' }, function: 'toString', arguments: [] }],
    ['people of a role', { node: 'Members', type: { name: 'People' }, names: [] }],
    ['a part that is missing', { node: 'Not', type: { name: 'Boolean' } }],
  ])('%s is refused', (_, tree) => expect(() => compiled(tree)).toThrow(Unreadable))
  it('adds working time nowhere', () => {
    const moment: TreeNode = { node: 'Literal', type: { name: 'DateTime' }, value: 0 }
    const duration: TreeNode = { node: 'Literal', type: { name: 'Duration' }, value: [0, 0, 0, 1, 0] }
    const shift: TreeNode = { node: 'Shift', type: { name: 'DateTime' }, base: moment, duration, sign: 1, up: false }
    expect(() => value(shift)).toThrow(Unknown)
  })
})
