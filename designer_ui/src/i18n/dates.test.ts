import { beforeEach, describe, expect, it } from 'vitest'
import { setLanguage } from './index'
import { agoWords, dateWords, dueWords, fromLocal, momentWords, setServerNow, setZone, toLocal } from './dates'

beforeEach(async () => {
  await setLanguage('zh')
  setZone('Asia/Shanghai')
  setServerNow('2026-06-18T06:05:00Z')
})

describe('times as a colleague would say them', () => {
  it.each([
    ['2026-06-18', '今天'],
    ['2026-06-17', '昨天'],
    ['2026-06-19', '明天'],
    ['2026-06-24', '6月24日'],
    ['2025-12-01', '2025年12月1日'],
  ])('date %s is %s', (day, words) => expect(dateWords(day)).toBe(words))
  it.each([
    ['2026-06-17T09:00:00Z', '昨天 17:00'],
    ['2026-06-18T02:24:00Z', '今天 10:24'],
    ['2026-06-16T16:30:00Z', '昨天 00:30'],
  ])('moment %s is %s', (iso, words) => expect(momentWords(iso)).toBe(words))
  it.each([
    ['2026-06-18T06:05:00Z', '刚刚'],
    ['2026-06-18T05:50:00Z', '15 分钟前'],
    ['2026-06-18T03:05:00Z', '3 小时前'],
    ['2026-06-17T03:05:00Z', '昨天'],
    ['2026-06-06T03:05:00Z', '12 天前'],
  ])('%s was %s', (iso, words) => expect(agoWords(iso)).toBe(words))
  it.each([
    ['2026-06-18T07:25:00Z', '剩 1 小时 20 分', 'warn'],
    ['2026-06-17T09:00:00Z', '昨天 17:00', 'bad'],
    ['2026-06-18T14:00:00Z', '22:00', ''],
    ['2026-06-22T01:00:00Z', '6月22日 周一', ''],
  ])('due %s reads %s', (due, text, tone) => expect(dueWords(due)).toEqual({ text, tone }))
  it('English has its own words', async () => {
    await setLanguage('en')
    expect(momentWords('2026-06-17T09:00:00Z')).toBe('yesterday 17:00')
    expect(dateWords('2026-06-24')).toBe('24 Jun')
  })
})

describe('a local time goes to the server and comes back', () => {
  it.each(['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'])('in %s', (zone) => {
    setZone(zone)
    for (const local of ['2026-01-15T09:30', '2026-07-15T23:59', '2026-03-29T12:00'])
      expect(toLocal(fromLocal(local))).toBe(local)
  })
})
