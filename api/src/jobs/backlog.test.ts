import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { defineQueue, enqueueMany, handleJobs, prepareQueues } from './queue.ts'

const countQueue = defineQueue({ name: 'count-up', payload: z.object({ number: z.number() }) })
let api: TestApi

beforeAll(async () => {
  api = await testApi()
  await prepareQueues(api.context.boss, [countQueue])
})
afterAll(() => api?.[Symbol.asyncDispose]())

test('jobs that are made in one go are done one after the other without a pause', async () => {
  const done: number[] = []
  await api.work([handleJobs(countQueue, async ({ number }) => void done.push(number))])
  const numbers = Array.from({ length: 12 }, (_, index) => index)
  await api.context.db.tenant(cityId, (tx) =>
    enqueueMany(
      tx,
      api.context,
      countQueue,
      numbers.map((number) => ({ number })),
    ),
  )
  // while nothing wakes a worker it looks for work every thirty seconds
  await expect.poll(() => done.length, { timeout: 20_000 }).toBe(numbers.length)
})
