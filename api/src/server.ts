import type { RequestHandler } from 'express'
import { sql } from '@dromos/db'
import { createApp } from './app.ts'
import { warmTravelTimes } from './dispatch/open-travel-times.ts'
import { warmDays } from './dispatch/warm-days.ts'
import { openContext, type PartOptions } from './open-context.ts'

export interface ApiPart {
  /** answers /api/…; other paths pass through */
  router: RequestHandler
  /** rejects when the API cannot do its work */
  health(): Promise<Record<string, unknown>>
  close(): Promise<void>
}

export async function createApi(options: PartOptions): Promise<ApiPart> {
  const { context, close } = await openContext(options, 'api')
  const app = createApp(context)
  await warmTravelTimes(context.config)
  await warmDays(context)
  return {
    router: (request, response, next) =>
      request.path.startsWith('/api/') ? app(request, response, next) : next(),
    async health() {
      await context.db.query(sql`select 1`)
      return { connections: context.db.pool.totalCount, waiting: context.db.pool.waitingCount }
    },
    close,
  }
}
