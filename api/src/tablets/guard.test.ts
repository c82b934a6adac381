import { expect, test } from 'vitest'
import { isEasyPin } from '../contract/index.ts'
import { gateOf, type Gate } from './guard.ts'
import { makePin } from './secrets.ts'
import { sessionEnd } from './shift-end.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 11, 8, 0, seconds))

test('four wrong PINs are forgiven, then each waits twice as long, and the tenth locks', () => {
  const gates = Array.from({ length: 11 }, (_, failedCount) =>
    gateOf({ failedCount, failedAt: at(0) }, at(0)),
  )
  const waiting = (seconds: number): Gate => ({ is: 'waiting', seconds })
  expect(gates.slice(0, 5)).toEqual(Array<Gate>(5).fill({ is: 'open' }))
  expect(gates.slice(5, 10)).toEqual([30, 60, 120, 240, 480].map(waiting))
  expect(gates[10]).toEqual({ is: 'locked' })
})

test('a wait is over when it is, also by a clock that was set back', () => {
  const six = { failedCount: 6, failedAt: at(0) }
  expect(gateOf(six, at(59))).toEqual({ is: 'waiting', seconds: 1 })
  expect(gateOf(six, at(60))).toEqual({ is: 'open' })
  expect(gateOf(six, at(-3600))).toEqual({ is: 'waiting', seconds: 60 })
  expect(gateOf({ failedCount: 10, failedAt: at(0) }, at(10 ** 6))).toEqual({ is: 'locked' })
})

test('the PINs that thieves try first are refused, others are not', () => {
  const easy = [
    '0000',
    '1111',
    '77777777',
    '1212',
    '4545454',
    '1234',
    '123456',
    '4321',
    '8765',
    '7890',
    '0987',
    '1985',
  ]
  expect(easy.filter((pin) => !isEasyPin(pin))).toEqual([])
  const good = ['4827', '1357', '906142', '11223', '80215', '2580', '31415926']
  expect(good.filter(isEasyPin)).toEqual([])
  expect(isEasyPin(makePin())).toBe(false)
})

test('a session ends an hour after the shift, and after fourteen in any case', () => {
  const now = new Date('2026-03-11T05:00:00Z')
  expect(sessionEnd(now, new Date('2026-03-11T13:00:00Z'))).toEqual(new Date('2026-03-11T14:00:00Z'))
  expect(sessionEnd(now, new Date('2026-03-11T21:00:00Z'))).toEqual(new Date('2026-03-11T19:00:00Z'))
  expect(sessionEnd(now, null)).toEqual(new Date('2026-03-11T19:00:00Z'))
})
