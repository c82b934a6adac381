import { expect, test } from 'vitest'
import { courseText } from './course-words.ts'

test('a street is told from where to where, as far as the map names its ends', () => {
  const text = (beginsAt: string | null, endsAt: string | null) =>
    courseText({ name: 'Θηβών', beginsAt, endsAt, lengthMeters: 900 })
  expect(text('Ιερά Οδός', 'Πέτρας')).toMatch(/^Θηβών, .*Ιερά Οδός .*Πέτρας$/)
  expect(text('Ιερά Οδός', null)).toMatch(/^Θηβών, \S+ Ιερά Οδός$/)
  expect(text(null, 'Πέτρας')).toMatch(/^Θηβών, \S+ Πέτρας$/)
  expect(text(null, null)).toBe('Θηβών')
})
