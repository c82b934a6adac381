import type { StopProgress } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { progressBars } from './progress-bars.ts'

const at = (clock: string) => `2026-03-12T${clock}:00.000Z`
const stop = (taskId: number, more: Partial<StopProgress>): StopProgress => ({
  taskId,
  workOrderId: taskId,
  visitId: taskId,
  title: 'a job',
  visitStatus: 'dispatched',
  plannedArrivalAt: at('08:00'),
  plannedEndAt: at('08:30'),
  arrivedAt: null,
  finishedAt: null,
  predictedArrivalAt: null,
  predictedEndAt: null,
  lateSeconds: 0,
  behindSeconds: 0,
  ...more,
})

test('what was done lies where it was, what is being done ends now, what is to come is expected', () => {
  const stops = [
    stop(1, { arrivedAt: at('08:02'), finishedAt: at('08:31') }),
    stop(2, {
      arrivedAt: at('08:40'),
      predictedArrivalAt: at('08:40'),
      predictedEndAt: at('09:30'),
      behindSeconds: 3600,
    }),
    stop(3, { predictedArrivalAt: at('09:40'), predictedEndAt: at('10:00'), plannedEndAt: at('10:00') }),
    stop(4, { visitStatus: 'declined' }),
  ]
  const bars = progressBars({ stops }, Date.parse(at('09:00')))
  expect(bars).toEqual([
    {
      taskId: 1,
      kind: 'actual',
      from: Date.parse(at('08:02')),
      to: Date.parse(at('08:31')),
      isLate: false,
      isBehind: false,
    },
    {
      taskId: 2,
      kind: 'actual',
      from: Date.parse(at('08:40')),
      to: Date.parse(at('09:00')),
      isLate: false,
      isBehind: true,
    },
    {
      taskId: 3,
      kind: 'expected',
      from: Date.parse(at('09:40')),
      to: Date.parse(at('10:00')),
      isLate: false,
      isBehind: false,
    },
  ])
})
