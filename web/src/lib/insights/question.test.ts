import { expect, test } from 'vitest'
import { readQuestion, writeQuestion, type Question } from './question.ts'

const now = new Date('2026-03-31T10:00:00Z')

test('a question is read back from the address it is written to', () => {
  const question: Question = {
    from: '2026-01-05',
    to: '2026-02-01',
    service: 'street-light-fault',
    by: 'cell',
    measure: 'perKilometer',
    areaId: 7,
    figure: 'onTime',
    at: '891ed86c3a7ffff',
    resolution: 8,
  }
  expect(readQuestion(new URLSearchParams(writeQuestion(question)), now)).toEqual(question)
})

test('nothing said is the last thirty days by cell, and what is not understood counts as not said', () => {
  const plain = readQuestion(new URLSearchParams(), now)
  expect(plain).toMatchObject({
    from: '2026-03-02',
    to: '2026-03-31',
    by: 'cell',
    figure: 'received',
    at: null,
  })
  const odd = new URLSearchParams('by=street&measure=money&area=-1&resolution=99&at=<b>&figure=x')
  expect(readQuestion(odd, now)).toEqual(plain)
})
