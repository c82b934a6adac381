import { expect, test } from 'vitest'
import { legendOf } from './legend-kinds.ts'
import type { Lane } from './timeline.ts'

const whole = { from: 100, to: 200 }
const lane = (given: Partial<Lane> = {}): Lane => ({
  crewId: 1,
  bars: [],
  limits: [],
  shifts: [],
  overtime: null,
  ...given,
})
const bar = (kind: Lane['bars'][number]['kind']) =>
  ({ kind, from: 100, to: 110, number: 0 }) as Lane['bars'][number]
const stop = { arrivedAt: null, predictedArrivalAt: null, behindSeconds: 0, lateSeconds: 0 }
const named = (lanes: Lane[], stops: object[] = []) =>
  legendOf({ lanes, whole, hasLocks: false, progress: [{ stops: stops as never }] })

test('the legend over the hours names what there is to see, and nothing else', () => {
  expect(named([lane()])).toEqual(['travel', 'service'])
  expect(named([lane({ bars: [bar('wait')] }), lane({ overtime: { from: 190, to: 200 } })])).toEqual([
    'travel',
    'service',
    'wait',
    'overtime',
  ])
  const limits = [{ taskId: 1, window: { from: null, to: 150 }, dueAt: 300, isLate: true }]
  expect(named([lane({ limits })])).toEqual(['travel', 'service', 'late-stop', 'window'])
  expect(named([lane({ limits: [{ ...limits[0]!, window: null, dueAt: 150 }] })])).toContain('due')
  expect(legendOf({ lanes: [lane()], whole, hasLocks: true, progress: [] })).toContain('locked')
})

test('of a day under way it names what happened and what is expected', () => {
  const arrived = { ...stop, arrivedAt: '2026-03-12T08:00:00.000Z' }
  const expected = { ...stop, predictedArrivalAt: '2026-03-12T09:00:00.000Z' }
  const lived = (...stops: object[]) => named([lane()], stops).slice(2)
  expect(lived(arrived, expected)).toEqual(['actual', 'expected'])
  expect(lived({ ...expected, behindSeconds: 3600 })).toEqual(['expected', 'behind'])
  // late is said, not both
  expect(lived({ ...arrived, behindSeconds: 3600, lateSeconds: 60 })).toEqual(['actual', 'late'])
})
