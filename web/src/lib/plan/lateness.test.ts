import { beforeAll, expect, test } from 'vitest'
import { overwriteGetLocale } from '#lib/paraglide/runtime.js'
import { lateness } from './lateness.ts'

beforeAll(() => overwriteGetLocale(() => 'en'))

test('lateness is told in the unit one would say it in, and always by how much', () => {
  expect(lateness(61)).toBe('2′')
  expect(lateness(5 * 3600)).toBe('5 h')
  expect(lateness(3 * 86_400)).toBe('3 d')
})
