import { expect, test } from 'vitest'
import { rememberLocale } from './known-locale.ts'

test('the language of a page is looked for once for each address', () => {
  const asked: string[] = []
  let address = '/aigaleo'
  const locale = rememberLocale(
    () => {
      asked.push(address)
      return address.startsWith('/en') ? 'en' : 'el'
    },
    () => address,
  )
  expect([locale(), locale()]).toEqual(['el', 'el'])
  address = '/en/aigaleo'
  expect([locale(), locale()]).toEqual(['en', 'en'])
  expect(asked).toEqual(['/aigaleo', '/en/aigaleo'])
})
