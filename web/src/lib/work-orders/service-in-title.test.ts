import { expect, test } from 'vitest'
import { serviceInTitle } from './service-in-title.ts'

const service = { nameEl: 'Ογκώδη', nameEn: 'Bulky waste' }

test('what a title says of its service before the street is told apart, in either language', () => {
  expect(serviceInTitle('Ογκώδη · Θηβών 12', service)).toBe('Ογκώδη · ')
  expect(serviceInTitle('Bulky waste · Θηβών 12', service)).toBe('Bulky waste · ')
})

test('a title that names something else, or its service alone, is left whole', () => {
  expect(serviceInTitle('Ντουλάπα · Θηβών 12', service)).toBe('')
  expect(serviceInTitle('Ογκώδη', service)).toBe('')
  expect(serviceInTitle('Ογκώδη · Θηβών 12', undefined)).toBe('')
})
