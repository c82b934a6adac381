import { expect, test } from 'vitest'
import { controlOf, meaningOf } from './early-tap.ts'

/** As much of an element as says what a tap on it means. */
function control(
  words: string,
  around: Record<string, { dataset?: object; tagName?: string; textContent?: string }>,
) {
  const closest = (selector: string) => around[selector] ?? null
  return { textContent: words, getAttribute: () => null, closest } as unknown as Element
}
const atJob = (words: string, visit: string, status: string) =>
  control(words, { '[data-visit]': { dataset: { visit, status } } })
const inNotice = (words: string, textContent: string) =>
  control(words, { 'section, [role]': { textContent } })
const tapOn = (element: Element) => ({ ...meaningOf(element), at: 0 })

test('a tap is carried out at the same job in the same status, and nowhere else', () => {
  const tap = tapOn(atJob('Ξεκινάμε', '4', 'dispatched'))
  const same = atJob(' Ξεκινάμε\n', '4', 'dispatched')
  expect(controlOf(tap, [atJob('Πλοήγηση', '4', 'dispatched'), same])).toBe(same)
  expect(controlOf(tap, [atJob('Ξεκινάμε', '5', 'dispatched')])).toBeUndefined()
  expect(controlOf(tap, [atJob('Ξεκινάμε', '4', 'en_route')])).toBeUndefined()
  expect(controlOf(tap, [atJob('Φτάσαμε', '4', 'dispatched')])).toBeUndefined()
  expect(controlOf(tap, [])).toBeUndefined()
})

test('a clock in the words runs on', () => {
  const later = atJob('Διακοπή · 13′', '4', 'working')
  expect(controlOf(tapOn(atJob('Διακοπή · 12′', '4', 'working')), [later])).toBe(later)
})

test('what accepts changes is carried out for the very changes that stood there', () => {
  const tap = tapOn(inNotice('Εντάξει', 'Αλλαγές: Δροσίνη 4 09:15 Εντάξει'))
  const more = inNotice('Εντάξει', 'Αλλαγές: Δροσίνη 4 09:15, Θηβών 2 09:40 Εντάξει')
  const same = inNotice('Εντάξει', 'Αλλαγές:  Δροσίνη 4 09:15 Εντάξει')
  expect(controlOf(tap, [more])).toBeUndefined()
  expect(controlOf(tap, [more, same])).toBe(same)
})
