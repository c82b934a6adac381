import { z } from 'zod'
import { many, sql, type Database } from '@dromos/db'
import { instantOf } from '../../api/src/jurisdictions/city-time.ts'
import { lastDayOf } from './calendar.ts'
import type { CityModel } from './city-model.ts'
import { loadCityModel } from './load-city-model.ts'
import { blocksOf, scales, type Block, type Scale } from './scale.ts'
import { simulateBlock } from './simulate-block.ts'
import { spotsOf } from './spots.ts'
import { writeBlock } from './write-block.ts'

export interface SimulateCityOptions {
  database: Database
  jurisdictionId: string
  scale: keyof typeof scales
  /** only the most recent blocks of 60 days */
  blocks?: number
  now: Date
  seed?: string
  onProgress?: (text: string) => void
}

export interface LoadedRequests {
  added: number
  total: number
}

/**
 * Fills a city with simulated requests, one transaction a block of days, newest block first. Blocks that are
 * there already are left out, so that a load that was cut off can be finished, and a part made whole. A city that
 * has other requests is left alone.
 */
export async function simulateCity(options: SimulateCityOptions): Promise<LoadedRequests> {
  const { database, jurisdictionId, now, seed = 'dromos', onProgress = () => {} } = options
  const scale: Scale = scales[options.scale]
  const standing = await findStanding(database, jurisdictionId, scale)
  const wanted = blocksOf(scale).slice(0, options.blocks)
  const missing = wanted.filter(({ index }) => !standing.blocks.has(index))
  if (standing.isForeign || missing.length === 0) return { added: 0, total: scale.total }
  const model = await database.tenant(jurisdictionId, loadCityModel)
  const lastDay = standing.lastDay ?? lastDayOf(now, model.timeZone)
  const until = Math.min(now.getTime(), instantOf(lastDay, '23:59:59', model.timeZone).getTime())
  const simulation = { model, spots: spotsOf(model, `${seed} ${model.id}`), scale, seed, lastDay, until }
  let added = 0
  for (const block of missing) {
    const requests = simulateBlock(simulation, block)
    await load(database, model, block, requests, markOf(scale, lastDay, block.index))
    added += requests.length
    onProgress(`${model.id}: ${added.toLocaleString('en')} requests`)
  }
  return { added, total: scale.total }
}

function load(
  database: Database,
  model: CityModel,
  block: Block,
  requests: ReturnType<typeof simulateBlock>,
  mark: string,
): Promise<void> {
  return database.tenant(model.id, (tx) =>
    writeBlock(tx, { model, requests, reporters: block.reporters, mark }),
  )
}

function markOf(scale: Scale, lastDay: string, block: number): string {
  return `simulation:${scale.name}:${lastDay}:${block}`
}

const Mark = z.object({ mark: z.string() })

async function findStanding(database: Database, jurisdictionId: string, scale: Scale) {
  const marks = await database.tenant(jurisdictionId, async (tx) =>
    many(
      tx,
      Mark,
      sql`select idempotency_key as mark from request
          where jurisdiction_id = ${jurisdictionId} and idempotency_key is not null
            and idempotency_key like 'simulation:%'`,
    ),
  )
  const parts = marks.map(({ mark }) => mark.split(':'))
  const hasRequests = await database.tenant(jurisdictionId, async (tx) => {
    const { rows } = await tx.query(
      sql`select exists (select from request where jurisdiction_id = ${jurisdictionId}) as found`,
    )
    return rows[0].found === true
  })
  return {
    isForeign: hasRequests && !parts.some(([, name]) => name === scale.name),
    lastDay: parts[0]?.[2],
    blocks: new Set(parts.map((part) => Number(part[3]))),
  }
}
