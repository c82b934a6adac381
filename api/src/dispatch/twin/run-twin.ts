import { findQuantiles } from '../../arrivals/arrival-queries.ts'
import type { Context } from '../../context.ts'
import { findCrews } from '../../crews/queries.ts'
import { isPassing } from '../../http/errors.ts'
import { emitLive } from '../../live/emit.ts'
import { openTravelTimes } from '../open-travel-times.ts'
import { liveChanged } from './live-day.ts'
import { openDay } from './open-day.ts'
import { endRun, findRun } from './twin-queries.ts'

interface RunKey {
  jurisdictionId: string
  planId: number
  runId: number
}

/** Run again after a crash it begins anew; a run that has ended is left as it is. */
export async function runTwin(
  context: Context,
  { jurisdictionId, planId, runId }: RunKey,
  signal: AbortSignal,
): Promise<void> {
  const { db, clock, config, log } = context
  const end = (result: Parameters<typeof endRun>[2]) =>
    db.tenant(jurisdictionId, async (tx) => {
      if (!(await endRun(tx, runId, result, clock.now()))) return
      emitLive(tx, { entity: 'twin_run', entityId: runId, version: 1, data: { planId } })
    })
  const given = await db.tenant(jurisdictionId, async (tx) => {
    const run = await findRun(tx, planId, runId)
    if (run?.status !== 'running') return null
    const recorded = await openDay(tx, planId, clock.now())
    return {
      run,
      recorded,
      crews: await findCrews(tx, recorded.input.day),
      quantiles: await findQuantiles(tx),
    }
  })
  if (!given) return
  const { run, recorded, crews, quantiles } = given
  try {
    const budget = { crews, quantiles, signal }
    await end({ lived: await liveChanged(openTravelTimes(config), recorded, run.change, budget) })
  } catch (error) {
    // a worker that stops, or loses its database, leaves the job to the next one
    if (signal.aborted || isPassing(error)) throw error
    const failure = error instanceof Error ? error.message : String(error)
    await end({ failure: failure.slice(0, 1000) })
    log.error({ jurisdictionId, planId, runId, failure }, 'day twin failed')
  }
}
