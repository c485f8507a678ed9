import { describe, expect, it } from 'vitest'
import type { FieldView, FormView } from '../../api/types'
import { expression, readTokens, writeTokens, type Token } from './filter'

const field = (type: string, more: Partial<FieldView> = {}): FieldView => ({ type, title: type, ...more })
const form = {
  fields: {
    name: field('text'),
    paid: field('money'),
    rate: field('percent'),
    done: field('boolean'),
    born: field('date'),
    seen: field('datetime'),
    kind: field('choice'),
    kinds: field('choice', { many: true }),
    tags: field('tags'),
    owner: field('user'),
    stage: field('stage', { options: [] }),
    size: field('choice', { options: [] }),
    m: field('number'),
  },
} as unknown as FormView

const CASES: [Token[], string][] = [
  [[{ field: 'name', operator: 'contains', values: ['a "b"'] }], 'contains(name, "a ""b""")'],
  [[{ field: 'paid', operator: '>', values: ['5000'] }], 'paid > 5000'],
  [[{ field: 'rate', operator: '<=', values: ['0.12'] }], 'rate <= 12%'],
  [[{ field: 'done', operator: 'false', values: [] }], 'not done'],
  [[{ field: 'born', operator: 'last', values: ['30'] }], 'born >= today - 30d'],
  [[{ field: 'seen', operator: 'older', values: ['7'] }], 'seen < now - 7d'],
  [[{ field: 'kind', operator: 'any', values: ['a'] }], 'kind = a'],
  [[{ field: 'stage', operator: 'any', values: ['a', 'b'] }], 'stage in (a, b)'],
  [[{ field: 'size', operator: 'any', values: ['s', 'm'] }], 'size in (s, "m")'],
  [[{ field: 'kind', operator: 'none', values: ['a', 'b'] }], 'not (kind in (a, b))'],
  [[{ field: 'tags', operator: 'all', values: ['x', 'y'] }], 'tags has x and tags has y'],
  [[{ field: 'tags', operator: 'none', values: ['x', 'y'] }], 'not (tags has x or tags has y)'],
  [[{ field: 'kinds', operator: 'any', values: ['x'] }], 'kinds has x'],
  [
    [
      { field: 'tags', operator: 'any', values: ['x', 'y'] },
      { field: 'owner', operator: 'me', values: [] },
    ],
    '(tags has x or tags has y) and owner = me',
  ],
  [
    [
      { field: 'name', operator: 'set', values: [] },
      { field: 'paid', operator: 'empty', values: [] },
    ],
    'name is set and paid is empty',
  ],
  [[{ field: 'gone', operator: '=', values: ['x'] }], ''],
]

describe('filter tokens', () => {
  it.each(CASES)('%j becomes an expression', (tokens, text) => expect(expression(tokens, form) ?? '').toBe(text))
  it('survive the address', () => {
    const tokens: Token[] = [{ field: 'owner', operator: 'any', values: ['u1'], labels: ['林'] }]
    expect(readTokens(writeTokens(tokens))).toEqual(tokens)
    expect(readTokens('no json')).toEqual([])
    expect(writeTokens([])).toBeNull()
  })
})
