import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from './en.json'
import zh from './zh-CN.json'

const SOURCES = resolve(import.meta.dirname, '..')
const texts: [string, string, string][] = Object.keys(zh).map((key) => [
  key,
  zh[key as keyof typeof zh],
  (en as Record<string, string>)[key] ?? '',
])
const inserts = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)[^}]*\}/g)].map((match) => match[1]!))].sort()

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.')
        ? [join(folder, entry.name)]
        : [],
  )
}
const code = sources(SOURCES)
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

describe('texts of the interface', () => {
  it('both languages have the same keys', () => expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort()))
  it('both languages insert the same values', () => {
    for (const [key, chinese, english] of texts) expect([key, inserts(english)]).toEqual([key, inserts(chinese)])
  })
  it('no text shouts, begs or boasts', () => {
    for (const [key, chinese, english] of texts) {
      expect([key, /[！!]|请勿|非法|失败/.test(chinese)]).toEqual([key, false])
      expect([key, /!|\bplease\b|successfully/i.test(english)]).toEqual([key, false])
    }
  })
  it('every text is used somewhere', () => {
    const made = ['home.group_', 'import.step_', 'task.box_', 'task.empty_', 'theme.', 'filter.']
    const unused = Object.keys(zh).filter(
      (key) => !code.includes(`'${key}'`) && !made.some((start) => key.startsWith(start)),
    )
    expect(unused).toEqual([])
  })
})

describe('the code knows no business', () => {
  it('has no Chinese word outside of the texts, units and typed dates', () => {
    const allowed = new Set([...'简体中文万亿元美欧港日年月今明后昨天是√⏎￥，。、（）：「」　一鿿％−↵'])
    const strange = [...code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')].filter(
      (letter) => /[㐀-鿿]/.test(letter) && !allowed.has(letter),
    )
    expect([...new Set(strange)]).toEqual([])
  })
})
