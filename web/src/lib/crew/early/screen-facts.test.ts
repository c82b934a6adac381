import { expect, test } from 'vitest'
import { mayBeShown, shownUntil, type ScreenFacts } from './screen-facts.ts'

const hour = 3_600_000
const noon = Date.parse('2026-11-26T10:00:00Z')
const screen: ScreenFacts = {
  version: '7',
  locale: 'el',
  search: '',
  accountId: 'one',
  madeAt: noon,
  until: shownUntil(noon, 'Europe/Athens'),
}
const here = { version: '7', locale: 'el', search: '', now: noon + 60_000 }

test('a screen is shown again in the same program, language and view', () => {
  expect(mayBeShown(screen, here)).toBe(true)
  expect(mayBeShown(screen, { ...here, version: '8' })).toBe(false)
  expect(mayBeShown(screen, { ...here, locale: 'en' })).toBe(false)
  expect(mayBeShown(screen, { ...here, search: '?day=2026-11-27' })).toBe(false)
})

test('it is shown for a shift, and by a clock that is set back not before it was made', () => {
  expect(mayBeShown(screen, { ...here, now: noon + 8 * hour - 2000 })).toBe(true)
  expect(mayBeShown(screen, { ...here, now: noon + 8 * hour })).toBe(false)
  expect(mayBeShown(screen, { ...here, now: noon - 5 * 60_000 })).toBe(true)
  expect(mayBeShown(screen, { ...here, now: noon - 2 * hour })).toBe(false)
})

test("not after midnight in the city, also where that is another day in the device's zone", () => {
  const midnight = Date.parse('2026-11-26T22:00:00Z')
  const until = shownUntil(midnight - 3 * hour, 'Europe/Athens')
  expect(until).toBeLessThan(midnight)
  expect(until).toBeGreaterThan(midnight - 2000)
})

test('not after the session of a shared tablet is over', () => {
  expect(shownUntil(noon, 'Europe/Athens', '2026-11-26T11:30:00Z')).toBe(Date.parse('2026-11-26T11:30:00Z'))
})
