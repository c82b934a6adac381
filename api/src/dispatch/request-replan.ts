import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { PlanVersion, replanDay } from '../contract/index.ts'
import { findShifts, findToday } from '../crews/queries.ts'
import { conflict, notFound } from '../http/problems.ts'
import type { PlanRequest } from './day-input.ts'
import { findDispatchedTaskIds, findReplannableTaskIds } from './day-queries.ts'
import { demandDayAhead } from './demand-day-ahead.ts'
import { findLocks } from './find-locks.ts'
import { findOffer, throwOffersAway } from './offer-queries.ts'
import { chooseCrews, startSolving } from './request-plan.ts'
import { findVersion, lockPlan, toPlanVersion } from './version-queries.ts'

/** so long an offered repair is as good as a new one */
const freshMilliseconds = 60_000

type Given = z.output<(typeof replanDay)['body']>

/** A new version near the published one, from how the day stands now; with what has come in since it was made. */
export async function requestReplan(
  tx: Tx,
  context: Context,
  planId: number,
  given: Given,
  accountId: string | null,
): Promise<PlanVersion> {
  const now = context.clock.now()
  const today = await findToday(tx, now)
  const plan = await lockPlan(tx, planId)
  if (!plan) throw notFound('plan', planId)
  const published =
    plan.publishedVersion === null ? null : await findVersion(tx, planId, plan.publishedVersion)
  if (!published) throw conflict('Nothing of this plan is published')
  await demandDayAhead(tx, context, plan)
  if (given.isOffer) {
    const fresh = new Date(now.getTime() - freshMilliseconds)
    const offer = await findOffer(tx, planId, published.version, fresh)
    if (offer !== null) return toPlanVersion((await findVersion(tx, planId, offer))!)
    await throwOffersAway(tx, planId, { except: plan.headVersion })
  }
  const since = new Date(published.createdAt)
  const dispatched = await findDispatchedTaskIds(tx, planId)
  const open = await findReplannableTaskIds(tx, published.request.taskIds, since)
  const request: PlanRequest = {
    crewIds: given.crewIds
      ? await chooseCrews(tx, { day: plan.day, crewIds: given.crewIds })
      : await stillOn(tx, plan.day, published.request.crewIds),
    taskIds: [...new Set([...dispatched, ...open])],
    seconds: given.seconds,
    seed: given.seed,
    weights: published.request.weights,
    // those of a later draft too, as far as they hold what is published
    locks: await findLocks(tx, planId, plan.headVersion ?? published.version, published.version),
    whatIf: null,
    together: [],
    publishedVersion: plan.publishedVersion,
    changeBudget: given.changeBudget,
    from: plan.day === today ? now.toISOString() : null,
  }
  // an offer takes nobody's place before it is accepted
  const asked = given.isOffer ? { ...plan, headVersion: null } : plan
  return startSolving(tx, context, asked, {
    request,
    baseVersion: plan.publishedVersion,
    act: { kind: given.isOffer ? 'offer' : 'replan', title: null },
    accountId,
  })
}

async function stillOn(tx: Tx, day: string, crewIds: number[]): Promise<number[]> {
  const withShift = new Set((await findShifts(tx, day)).map(({ crewId }) => crewId))
  return crewIds.filter((id) => withShift.has(id))
}
