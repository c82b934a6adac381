import type { Client } from '@dromos/api/contract'
import { afterEach, expect, test } from 'vitest'
import { overwriteGetLocale, baseLocale } from '#lib/paraglide/runtime.js'
import { City, type Area, type Service } from './city.svelte.ts'
import { compareNames } from './names.ts'

afterEach(() => overwriteGetLocale(() => baseLocale))

const named = (pairs: [nameEl: string, nameEn: string][]) =>
  pairs.map(([nameEl, nameEn], index) => ({ id: index, code: nameEn, kind: 'neighbourhood', nameEl, nameEn }))

const pairs: [string, string][] = [
  ['Ωρίωνος', 'Bulky waste'],
  ['Άγιος Σπυρίδων', 'Street light'],
  ['άδειος κάδος', 'empty bin'],
  ['Ζώνη 10', 'Zone 10'],
  ['Ζώνη 9', 'Zone 9'],
]
test('an area that was drawn since is asked for once, by whoever names it', async () => {
  const shown = city()
  const drawn = { id: 9, code: 'drawn-9', kind: 'zone', nameEl: 'Βόρεια', nameEn: 'North' }
  let asked = 0
  const call = (async () => (asked++, [drawn, ...shown.areas])) as unknown as Client
  await shown.learnAreas([0, 1], call)
  expect([asked, shown.areaName(9)]).toEqual([0, ''])
  await Promise.all([shown.learnAreas([1, 9], call), shown.learnAreas([9], call)])
  expect([asked, shown.areaName(9)]).toEqual([1, 'Βόρεια'])
  // one that is gone is not asked for for ever
  await shown.learnAreas([77], call)
  await shown.learnAreas([77], call)
  expect(asked).toBe(2)
})

test('areas that could not be asked for are asked for again', async () => {
  const shown = city()
  const drawn = { id: 9, code: 'drawn-9', kind: 'zone', nameEl: 'Βόρεια', nameEn: 'North' }
  const cut = (() => Promise.reject(new TypeError('no network'))) as unknown as Client
  await expect(shown.learnAreas([9], cut)).rejects.toThrow('no network')
  await shown.learnAreas([9], (() => Promise.resolve([drawn])) as unknown as Client)
  expect(shown.areaName(9)).toBe('Βόρεια')
})

const city = () => {
  const { id: _, ...jurisdiction } = { id: 'aigaleo', nameEl: 'Αιγάλεω', nameEn: 'Aigaleo' }
  const things = named(pairs) as unknown
  return new City({ id: 'aigaleo', ...jurisdiction } as never, things as Service[], things as Area[])
}

test.each([
  ['el', ['Άγιος Σπυρίδων', 'άδειος κάδος', 'Ζώνη 9', 'Ζώνη 10', 'Ωρίωνος']],
  ['en', ['Bulky waste', 'empty bin', 'Street light', 'Zone 9', 'Zone 10']],
] as const)(
  'services and areas are in the order of their names in the language of the page, %s',
  (locale, order) => {
    overwriteGetLocale(() => locale)
    const nameOf = (thing: { nameEl: string; nameEn: string }) =>
      locale === 'en' ? thing.nameEn : thing.nameEl
    const { areas, services, servicesByName } = city()
    expect(areas.map(nameOf)).toEqual(order)
    expect(servicesByName.map(nameOf)).toEqual(order)
    expect([...order].reverse().sort(compareNames)).toEqual(order)
    // what citizens choose from stays in the city's own order
    expect(services.map(({ nameEl }) => nameEl)).toEqual(pairs.map(([nameEl]) => nameEl))
  },
)
