import type { RunSheetVisit } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { deskWords, saidWords, titleWords } from './stop-words.ts'

const said = (...descriptions: string[]) =>
  descriptions.map((description) => ({ description })) as RunSheetVisit['requests']
const visit = (more: Partial<RunSheetVisit>) =>
  ({ notes: '', requests: [], ...more }) as unknown as RunSheetVisit

test('a stop is not called by its service twice, in whichever language its order was named', () => {
  const service = { nameEl: 'Ογκώδη', nameEn: 'Bulky waste' }
  expect(titleWords({ title: 'Ογκώδη · Θηβών 12' }, service)).toBe('')
  expect(titleWords({ title: 'Bulky waste · Θηβών 12' }, service)).toBe('')
  expect(titleWords({ title: 'Ντουλάπα στη σχολή' }, service)).toBe('Ντουλάπα στη σχολή')
  expect(titleWords({ title: 'Ογκώδη · Θηβών 12' }, undefined)).toBe('Ογκώδη · Θηβών 12')
})

test('what the desk tells a crew stands apart from what citizens said, and is not said again', () => {
  const stop = visit({
    accessNotes: 'Από την πίσω αυλή',
    notes: 'Κλειδί στο περίπτερο',
    requests: said('Καναπές', 'Κλειδί στο περίπτερο', 'Καναπές', ''),
  })
  expect(deskWords(stop)).toEqual(['Από την πίσω αυλή', 'Κλειδί στο περίπτερο'])
  expect(saidWords(stop)).toBe('Καναπές')
})

test('of what many said six are printed, and how many more there are', () => {
  expect(saidWords(visit({ requests: said(...'abcdefgh') }))).toBe('a · b · c · d · e · f · +2')
})
