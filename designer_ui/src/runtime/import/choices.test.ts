import { describe, expect, it } from 'vitest'
import type { ImportStart } from '../../api/imports'
import { firstChoices, NO_CHOICES, usableKeys, withCreated, withUsableKey, withValue } from './choices'

const column = (index: number, field: string | null, date_format: string | null = null) => ({
  index,
  title: `c${index}`,
  samples: [],
  field,
  date_format,
})
const start = {
  id: 'one',
  columns: [column(0, 'code'), column(1, null), column(2, 'day', 'MM/DD/YYYY')],
  rows: 2,
  fields: [],
  key: { fields: ['code'], update: true, choices: [['code'], ['phone', 'name']] },
} as unknown as ImportStart

describe('what was guessed', () => {
  it('takes the matched columns, their dates and the key that the file has', () =>
    expect(firstChoices(start)).toMatchObject({
      mapping: { 0: 'code', 2: 'day' },
      date_formats: { 2: 'MM/DD/YYYY' },
      key: ['code'],
      update: true,
    }))
  it('has no key where the file lacks a field of it', () => {
    const bare = { ...start, columns: [column(0, 'name')] } as unknown as ImportStart
    expect(firstChoices(bare).key).toEqual([])
  })
})

describe('keys', () => {
  it('a constant may give a field of it', () => {
    const choices = { ...NO_CHOICES, mapping: { 0: 'phone' }, constants: { name: 'x' } }
    expect(usableKeys(start, choices)).toEqual([['phone', 'name']])
  })
  it('one whose column is left out is gone', () => {
    const chosen = { ...NO_CHOICES, mapping: { 0: 'code' }, key: ['code'] }
    expect(withUsableKey(start, { ...chosen, mapping: {} }).key).toEqual([])
  })
})

it('a text of the file stands for a value until that is taken back', () => {
  const chosen = withValue(NO_CHOICES, 'product', 'GTXPro', 'gtx_pro')
  expect(chosen.values).toEqual({ product: { GTXPro: 'gtx_pro' } })
  expect(withValue(chosen, 'product', 'GTXPro', '').values).toEqual({ product: {} })
})

it('missing records are made once for a field, or not', () => {
  const twice = withCreated(withCreated(NO_CHOICES, 'account', true), 'account', true)
  expect(twice.create_missing).toEqual(['account'])
  expect(withCreated(twice, 'account', false).create_missing).toEqual([])
})
