import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { loadDay } from '../dispatch/day-queries.ts'
import { passTurn, takeTurn } from '../dispatch/days-together.ts'
import { findHeldElsewhere } from '../dispatch/held-elsewhere.ts'
import { openTravelTimes } from '../dispatch/open-travel-times.ts'
import { endSolving, lockSolving, reportProgress } from '../dispatch/progress-queries.ts'
import { RefusedPlan, solveVersion, type Sketch, type SolvedVersion } from '../dispatch/solve-version.ts'
import { finishVersion, insertRoutes } from '../dispatch/store-version.ts'
import { tellHead } from '../dispatch/set-head.ts'
import { findVersion, lockPlan, setHead, type VersionRow } from '../dispatch/version-queries.ts'
import { isPassing } from '../http/errors.ts'
import { emitLive } from '../live/emit.ts'
import { handleJobs } from './queue.ts'
import { solvePlanQueue } from './queues/solve-plan.ts'

interface VersionKey {
  jurisdictionId: string
  planId: number
  version: number
}

const reportMilliseconds = 400
// drawing a day takes a screen longer than counting it
const sketchMilliseconds = 1000
// after the longest solve, its retries and their pauses
const deadAfterMinutes = 20

export const solvePlanJob = handleJobs(solvePlanQueue, async ({ key }, { context, signal }) => {
  if (key) await solveOne(context, key, signal)
  else await failDeadVersions(context)
})

/** Run again after a crash it solves again; a version that has ended is left as it is. */
async function solveOne(context: Context, key: VersionKey, signal: AbortSignal): Promise<void> {
  const { db, clock } = context
  const loaded = await db.tenant(key.jurisdictionId, async (tx) => {
    const row = await findVersion(tx, key.planId, key.version)
    const request = row?.status === 'solving' ? await takeTurn(tx, row) : null
    if (!row || !request) return null
    const heldElsewhere = findHeldElsewhere(tx, { day: row.day, request, now: clock.now() })
    return { row, input: await loadDay(tx, row.day, key.planId, row.baseVersion, request, heldElsewhere) }
  })
  if (!loaded) return
  const { seconds, seed } = loaded.row.request
  const watch = watchProgress(context, key, seconds, signal)
  try {
    const budget = { seconds, seed, signal: watch.stop, onProgress: watch.tell }
    const solved = await solveVersion(openTravelTimes(context.config), loaded.input, budget)
    await watch.end()
    signal.throwIfAborted()
    await store(context, key, loaded.row, solved)
  } catch (error) {
    await watch.end()
    // a worker that stops, or loses its database, leaves the job to the next one
    if (signal.aborted || isPassing(error)) throw error
    const failure =
      error instanceof RefusedPlan ? error.message : `The plan could not be made: ${messageOf(error)}`
    await db.tenant(key.jurisdictionId, (tx) => fail(tx, context, loaded.row, failure.slice(0, 1000)))
    context.log.error({ ...key, failure }, 'plan failed')
  }
}

/** Beside the plan, not in its place, where somebody has changed it in the meantime. */
async function store(
  context: Context,
  { jurisdictionId }: VersionKey,
  row: VersionRow,
  solved: SolvedVersion,
): Promise<void> {
  const { planId, version, follows } = row
  const { db, clock } = context
  await db.tenant(jurisdictionId, async (tx) => {
    const plan = await lockPlan(tx, planId)
    if (!plan || !(await lockSolving(tx, planId, version))) return
    await insertRoutes(tx, planId, version, solved.routes, solved.unassigned)
    await finishVersion(tx, planId, version, solved, clock.now())
    const isHead = plan.headVersion === follows
    if (isHead) {
      await setHead(tx, planId, version, clock.now())
      tellHead(tx, plan, version)
    }
    emitLive(tx, {
      entity: 'plan_version',
      entityId: `${planId}/${version}`,
      version,
      data: { planId, status: 'optimised', share: 1, assignedCount: solved.summary.assignedCount, isHead },
    })
    await passTurn(tx, context, row)
  })
}

async function fail(tx: Tx, context: Context, row: VersionRow, failure: string): Promise<void> {
  if (await endSolving(tx, row.planId, row.version, 'failed', failure)) await passTurn(tx, context, row)
}

/** Writes the progress now and then, and passes on the wish to stop. */
function watchProgress(context: Context, key: VersionKey, seconds: number, signal: AbortSignal) {
  const stopper = new AbortController()
  const startedAt = performance.now()
  let latest = { phase: 'waiting', assignedCount: 0 }
  let reporting: Promise<void> = Promise.resolve()
  let best: (() => Sketch) | null = null
  let sketched = { number: 0, at: -Infinity }
  const takeSketch = () => {
    if (!best || performance.now() - sketched.at < sketchMilliseconds) return null
    sketched = { number: sketched.number + 1, at: performance.now() }
    const sketch = { number: sketched.number, ...best() }
    best = null
    return sketch
  }
  const report = async () => {
    const share = Math.min(0.99, (performance.now() - startedAt) / 1000 / (seconds + 1))
    const wish = await reportProgress(context.db, key, { share, ...latest }, takeSketch())
    if (wish !== 'go on') stopper.abort()
  }
  const timer = setInterval(() => {
    reporting = reporting.then(report).catch((error) => {
      context.log.warn({ ...key, message: messageOf(error) }, 'progress was not written')
    })
  }, reportMilliseconds)
  return {
    stop: AbortSignal.any([signal, stopper.signal]),
    tell(phase: string, assignedCount: number, plan?: () => Sketch) {
      best = plan ?? best
      latest = { phase, assignedCount: Math.max(assignedCount, latest.assignedCount) }
    },
    async end() {
      clearInterval(timer)
      await reporting
    },
  }
}

async function failDeadVersions(context: Context): Promise<void> {
  const { db, clock } = context
  const cities = await many(db, z.object({ id: z.string() }), sql`select id from jurisdiction`)
  const before = new Date(clock.now().getTime() - deadAfterMinutes * 60_000)
  for (const { id } of cities)
    await db.tenant(id, async (tx) => {
      const dead = await many(
        tx,
        z.object({ planId: z.number(), version: z.number() }),
        sql`
          select plan_id, version from plan_version
          where jurisdiction_id = ${id} and status = 'solving' and created_at < ${before}
          limit 100`,
      )
      for (const { planId, version } of dead) {
        const row = await findVersion(tx, planId, version)
        if (row) await fail(tx, context, row, 'The worker that made this plan has stopped')
      }
    })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
