import { ApiError, type Client, type Nearby, type NearbyJob } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { Sweep } from './sweep.svelte.ts'
import type { KeptClaim, SweepStore } from './sweep-store.ts'

const job = (taskId: number, nearVisitId = 1, detourSeconds = 60) =>
  ({ taskId, nearVisitId, detourSeconds, title: `job ${taskId}` }) as NearbyJob

function memory(): SweepStore & { claims: SweepStore['claims'] } {
  let nearby: Nearby | undefined
  const claims = new Map<string, KeptClaim>()
  return {
    nearby: async () => nearby,
    keepNearby: async (_, given) => void (nearby = given),
    forgetNearby: async () => void (nearby = undefined),
    claims: async () => [...claims.values()].sort((a, b) => a.sequence - b.sequence),
    keepClaim: async (claim) => void claims.set(claim.opId, claim),
    removeClaim: async (opId) => void claims.delete(opId),
  }
}

/** A city that answers claims by task, or is not there. */
function city(jobs: NearbyJob[], refusals: Record<number, string> = {}) {
  const heard: string[] = []
  const state = { isThere: true, problem: null as string | null }
  const client = (async (endpoint: { name: string }, call: never) => {
    if (!state.isThere) throw new TypeError('no network')
    const { params, body } = call as { params: { taskId: number }; body: { opId: string } }
    if (endpoint.name === 'listNearbyJobs')
      return { crewId: 1, detourMinutes: 6, jobs, isEstimate: false, at: '' }
    if (state.problem) throw new ApiError({ type: state.problem as never, title: '', status: 400 })
    heard.push(body.opId)
    return { reason: refusals[params.taskId] ?? null }
  }) as unknown as Client
  return { client, heard, state }
}

function tablet(client: Client, store = memory()) {
  let sequence = 0
  const taken: number[] = []
  const sweep = new Sweep(client, store, {
    jurisdictionId: 'aigaleo',
    device: { deviceId: async () => 'tablet-one', nextSequence: async () => ++sequence },
    ontaken: ({ taskId }) => taken.push(taskId),
  })
  return { sweep, store, taken }
}

test('jobs of the stop at hand come first, then by detour; what is behind or the crew’s own is not offered', async () => {
  const { client } = city([job(1, 12), job(2, 11, 200), job(3, 11), job(4, 9), job(5, 11)])
  const { sweep } = tablet(client)
  await sweep.sync()
  expect(sweep.offers([11, 12], new Set([5])).map(({ taskId }) => taskId)).toEqual([3, 2, 1])
})

test('taken without a network it is kept, also by the next start, and sent once there is one', async () => {
  const { client, heard, state } = city([job(1), job(2)], { 2: 'other_crew' })
  const { sweep, store, taken } = tablet(client)
  await sweep.sync()
  state.isThere = false
  await sweep.take(job(1))
  await sweep.take(job(2))
  await sweep.sync()
  expect(sweep.waiting.map((claim) => claim.job.taskId)).toEqual([1, 2])
  expect(sweep.offers([1], new Set())).toEqual([])
  const next = tablet(client, store)
  await next.sweep.open()
  expect(next.sweep.waiting).toHaveLength(2)
  expect(next.sweep.nearby?.jobs).toHaveLength(2)
  state.isThere = true
  await next.sweep.sync()
  expect(heard).toHaveLength(2)
  expect(next.taken).toEqual([1])
  expect(taken).toEqual([])
  expect(next.sweep.refused).toMatchObject([{ refusal: 'other_crew', job: { taskId: 2 } }])
  await next.sweep.drop(next.sweep.refused[0]!)
  expect(await store.claims('aigaleo')).toEqual([])
})

test('what has not left may be taken back; an answer that no sending changes ends the waiting', async () => {
  const { client, heard, state } = city([job(1)])
  const { sweep } = tablet(client)
  state.isThere = false
  await sweep.take(job(1))
  await sweep.sync()
  await sweep.drop(sweep.waiting[0]!)
  state.isThere = true
  state.problem = 'not-found'
  await sweep.sync()
  expect(heard).toEqual([])
  await sweep.take(job(1))
  await sweep.sync()
  expect(sweep.refused).toMatchObject([{ refusal: 'gone' }])
})
