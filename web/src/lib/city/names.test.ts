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
