import { ApiError, type Client } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { SweepAdmin } from './sweep-admin.svelte.ts'

function cityOf(version: number) {
  const sent: unknown[] = []
  const client = (async (endpoint: { name: string }, { body }: { body: { version: number } }) => {
    if (endpoint.name === 'listCrews') return [{ id: 1 }]
    if (endpoint.name === 'getSweepLimits')
      return {
        services: [{ serviceCode: 'pothole', sweepMinutes: 30, version: 1 }],
        crews: [{ crewId: 1, detourMinutes: 6, version: 1 }],
      }
    if (body.version !== version) throw new ApiError({ type: 'conflict', title: '', status: 409 })
    sent.push(body)
    const of = endpoint.name === 'setSweepLimit' ? { serviceCode: 'pothole' } : { crewId: 1 }
    return { ...of, ...body, version: version + 1 }
  }) as unknown as Client
  return { work: new SweepAdmin(client, 'aigaleo'), sent }
}

test('a limit and a budget are set with the version they were read with, and stand as the city says', async () => {
  const { work, sent } = cityOf(1)
  await work.load()
  expect(await work.setLimit(work.services![0], 0)).toBe(true)
  expect(await work.setBudget(work.budgets[0], 9)).toBe(true)
  expect(sent).toEqual([
    { sweepMinutes: 0, version: 1 },
    { detourMinutes: 9, version: 1 },
  ])
  expect([work.services, work.budgets]).toEqual([
    [{ serviceCode: 'pothole', sweepMinutes: 0, version: 2 }],
    [{ crewId: 1, detourMinutes: 9, version: 2 }],
  ])
})

test('who was overtaken keeps what stood, and is told', async () => {
  const { work } = cityOf(2)
  await work.load()
  expect(await work.setLimit(work.services![0], 0)).toBe(false)
  expect(work.services).toMatchObject([{ sweepMinutes: 30 }])
  expect(work.failure).toMatchObject({ problem: { type: 'conflict' } })
})
