import { expect, test } from 'vitest'
import { readInView, writeInView } from './in-view.ts'

test('what is written is read again, and what is none counts as not said', () => {
  const view = { day: '2026-03-12', crewId: 3, visitId: 7 }
  expect(readInView(new URL(`http://here/${writeInView(view)}`))).toEqual(view)
  expect(readInView(new URL('http://here/?day=x&crew=-1&visit=a'))).toEqual({
    day: null,
    crewId: null,
    visitId: null,
  })
  expect(writeInView({})).toBe('')
})
