import { expect, test } from 'vitest'
import { transliterate } from './transliterate.ts'

test.each([
  ['Αιγάλεω', 'Aigaleo'],
  ['Άγιος Ελευθέριος', 'Agios Eleftherios'],
  ['Μοσχάτου - Ταύρου', 'Moschatou - Tavrou'],
  ['Παγκράτι', 'Pagkrati'],
  ['Αγγέλου', 'Angelou'],
  ['Μπότσαρη Λάμπρου', 'Botsari Lamprou'],
  ['Χαϊδάρι', 'Chaidari'],
  ['Ευσταθίου', 'Efstathiou'],
  ['Θησείο', 'Thiseio'],
  ['ΨΥΡΡΗ', 'PsYRRI'],
])('%s is written %s', (greek, latin) => {
  expect(transliterate(greek)).toBe(latin)
})
