import { expect, test } from 'vitest'
import { barSign } from './bar-sign.ts'

const late = { number: '12', isLate: true, broken: 'ειδικότητα' }
const textAt = (room: number) => barSign(late, room).text

test('a bar says as much as it has room for, the rules it breaks before less than a whole number', () => {
  expect([93, 92, 34, 24].map(textAt)).toEqual([
    '12\u2009!\u2009⚠ ειδικότητα',
    '12\u2009!\u2009⚠',
    '12\u2009!',
    '12',
  ])
  expect(barSign({ number: '3', isLate: false, broken: '' }, 200).text).toBe('3')
})

test('a number gets narrow before it is left out, two figures before one', () => {
  const looks = (number: string, room: number) => {
    const { isTight, isHidden } = barSign({ number, isLate: false, broken: '' }, room)
    return [isTight, isHidden]
  }
  expect([17, 16, 10].map((room) => looks('12', room))).toEqual([
    [false, false],
    [true, false],
    [true, true],
  ])
  expect([11, 10, 5].map((room) => looks('✓', room))).toEqual([
    [false, false],
    [true, false],
    [true, true],
  ])
})
