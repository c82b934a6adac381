import type { RunSheetVisit } from './field.ts'
import { expect, test } from 'vitest'
import { wordsOnPaper } from './paper-words.ts'

const said = (...descriptions: string[]) =>
  descriptions.map((description) => ({ description })) as RunSheetVisit['requests']
const visit = (more: Partial<RunSheetVisit>) =>
  ({
    title: '',
    vehicleFeatures: [],
    skills: [],
    notes: '',
    requests: [],
    ...more,
  }) as unknown as RunSheetVisit

test('a stop is not called by its service twice, in whichever language its order was named', () => {
  const service = { nameEl: 'Ογκώδη', nameEn: 'Bulky waste' }
  expect(wordsOnPaper(visit({ title: 'Ογκώδη · Θηβών 12' }), service, []).title).toBe('')
  expect(wordsOnPaper(visit({ title: 'Bulky waste · Θηβών 12' }), service, []).title).toBe('')
  expect(wordsOnPaper(visit({ title: 'Ντουλάπα στη σχολή' }), service, []).title).toBe('Ντουλάπα στη σχολή')
  expect(wordsOnPaper(visit({ title: 'Ογκώδη · Θηβών 12' }), undefined, []).title).toBe('Ογκώδη · Θηβών 12')
})

test('what the desk tells a crew stands apart from what citizens said, and is not said again', () => {
  const stop = visit({
    accessNotes: 'Από την πίσω αυλή',
    notes: 'Κλειδί στο περίπτερο',
    requests: said('Καναπές', 'Κλειδί στο περίπτερο', 'Καναπές', ''),
  })
  expect(wordsOnPaper(stop, undefined, [])).toMatchObject({
    access: 'Από την πίσω αυλή',
    notes: 'Κλειδί στο περίπτερο',
    said: 'Καναπές',
  })
})

test('of what many said six are printed, and how many more there are', () => {
  expect(wordsOnPaper(visit({ requests: said(...'abcdefgh') }), undefined, []).said).toBe(
    'a · b · c · d · e · f · +2',
  )
})
