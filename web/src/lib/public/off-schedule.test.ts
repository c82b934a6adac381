import { expect, test } from 'vitest'
import { isOffSchedule } from './off-schedule.ts'

const status = (status: 'received' | 'accepted' | 'planned') => ({ kind: 'status' as const, status })
const comment = { kind: 'comment' as const, status: null }

test('a request that was planned and is accepted again is off the schedule, whatever was said in between', () => {
  const story = [status('received'), status('accepted'), status('planned'), comment, status('accepted')]
  expect(story.map((_, index) => isOffSchedule(story, index))).toEqual([false, false, false, false, true])
})
