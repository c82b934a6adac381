import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const web = new URL('../../../', import.meta.url).pathname

const namesIn = (language: string) =>
  globSync(`${web}messages/${language}/*.json`)
    .flatMap((file) => Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object))
    .filter((name) => !name.startsWith('$'))
    .sort()

test('both languages say the same, and a message that no page says is not kept', () => {
  const names = namesIn('el')
  expect(names.length).toBeGreaterThan(1000)
  expect(namesIn('en')).toEqual(names)
  const said = new Set(
    globSync(`${web}src/**/*.{ts,svelte}`)
      .filter((file) => !file.endsWith('.test.ts') && !file.includes('/paraglide/'))
      // a page names each message whole: one put together would bring all of them to every page
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bm\.(\w+)/g)].map(([, name]) => name)),
  )
  expect(names.filter((name) => !said.has(name))).toEqual([])
})
