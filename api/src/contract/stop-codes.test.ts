import { expect, test } from 'vitest'
import { codeOf, readCode } from './stop-codes.ts'

test('the code of a stop is read again, with blanks as people group it', () => {
  for (const visitId of [1, 42, 999, 48_213, 123_456_789]) {
    expect(codeOf(visitId).length).toBeGreaterThanOrEqual(5)
    expect(readCode(codeOf(visitId))).toEqual({ visitId })
  }
  expect(readCode(`${codeOf(48_213).slice(0, 3)} ${codeOf(48_213).slice(3)} `)).toEqual({ visitId: 48_213 })
})

test('a slip of the finger is no other stop', () => {
  const code = codeOf(48_213)
  for (let place = 0; place < code.length; place++)
    for (let figure = 0; figure < 10; figure++) {
      const typed = code.slice(0, place) + figure + code.slice(place + 1)
      if (typed !== code) expect(readCode(typed)).toBeNull()
    }
})

test('a short number is a place on the sheet', () => {
  expect(readCode('7')).toEqual({ position: 7 })
  expect(['0', 'x', '', '12a', '1234'].map(readCode)).toEqual([null, null, null, null, null])
})

test('the address in the square names its stop, also through Greek keys', () => {
  expect(readCode('https://dromos.example/aigaleo/crew?day=2026-03-12&visit=48213')).toEqual({
    visitId: 48_213,
  })
  expect(readCode('ηττπσΞ//δρομοσ.εχαμπλε/αιγαλεο/ψρες;δαυ=2026-03-12&ωισιτ=48213')).toEqual({
    visitId: 48_213,
  })
})
