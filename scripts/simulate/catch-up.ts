import { z } from 'zod'
import { maybeOne, sql, type Database } from '@dromos/db'
import { instantOf } from '../../api/src/jurisdictions/city-time.ts'
import { findCalendar } from '../../api/src/jurisdictions/queries.ts'
import { lastDayOf } from './calendar.ts'
import { loadCityModel } from './load-city-model.ts'
import { scales, type Block, type Scale } from './scale.ts'
import { simulateBlock } from './simulate-block.ts'
import { spotsOf } from './spots.ts'
import { writeBlock } from './write-block.ts'

export interface CatchUpOptions {
  database: Database
  jurisdictionId: string
  scale: keyof typeof scales
  now: Date
  seed?: string
}

// an older demo has little left to be current about
const mostDays = 60
/** The newest days are busier than the mean of all: see `adoption`. */
const newestShare = 1.33
const openShare = 0.45

/**
 * Lets a demo that was started on an earlier day live the days since: as many reports a day as it had, the
 * younger ones open. Gives how many were added; on the same day again, none.
 */
export async function catchUp(options: CatchUpOptions): Promise<number> {
  const { database, jurisdictionId, now, seed = 'dromos' } = options
  const scale: Scale = scales[options.scale]
  const reached = await findReachedDay(database, jurisdictionId, scale)
  if (reached === null) return 0
  const { timeZone } = await database.tenant(jurisdictionId, findCalendar)
  const today = lastDayOf(now, timeZone)
  const days = Math.min(daysBetween(reached, today), mostDays)
  if (days <= 0) return 0
  const model = await database.tenant(jurisdictionId, loadCityModel)
  const until = Math.min(now.getTime(), instantOf(today, '23:59:59', timeZone).getTime())
  const spots = spotsOf(model, `${seed} ${model.id}`)
  const block = blockOf(scale, today, days)
  const requests = simulateBlock({ model, spots, scale, seed, lastDay: today, until }, block)
  const mark = `catch-up:${scale.name}:${today}`
  await database.tenant(jurisdictionId, (tx) =>
    writeBlock(tx, { model, requests, reporters: block.reporters, mark }),
  )
  return requests.length
}

/** The last day that was simulated, from the marks that the loads left; null in a city that has none. */
async function findReachedDay(
  database: Database,
  jurisdictionId: string,
  scale: Scale,
): Promise<string | null> {
  const found = await database.tenant(jurisdictionId, (tx) =>
    maybeOne(
      tx,
      z.object({ day: z.string().nullable() }),
      sql`select max(split_part(idempotency_key, ':', 3)) as day from request
          where jurisdiction_id = ${jurisdictionId} and idempotency_key is not null
            and (idempotency_key like ${`simulation:${scale.name}:%`}
              or idempotency_key like ${`catch-up:${scale.name}:%`})`,
    ),
  )
  return found?.day ?? null
}

function blockOf(scale: Scale, today: string, days: number): Block {
  const share = (count: number) => Math.round((count / scale.days) * days * newestShare)
  const total = Math.max(1, share(scale.total))
  return {
    // public ids count up from the index, so each catch-up has one of its own beyond those of the blocks
    index: 1000 + daysBetween('2020-01-01', today),
    firstDaysBack: days - 1,
    lastDaysBack: 0,
    total,
    open: Math.round(total * openShare),
    duplicate: Math.min(share(scale.duplicate), Math.floor(total * 0.03)),
    rejected: share(scale.rejected),
    notResponsible: share(scale.notResponsible),
    cancelled: share(scale.cancelled),
    reporters: Math.max(1, share(scale.reporters)),
  }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
