import type { Router } from 'express'
import { sql } from '@dromos/db'
import { createRouter } from './app.ts'
import { openContext, type PartOptions } from './open-context.ts'

export interface ApiPart {
  /** answers /api/…; other paths pass through */
  router: Router
  /** rejects when the API cannot do its work */
  health(): Promise<Record<string, unknown>>
  close(): Promise<void>
}

export async function createApi(options: PartOptions): Promise<ApiPart> {
  const { context, close } = await openContext(options, 'api')
  return {
    router: createRouter(context),
    async health() {
      await context.db.query(sql`select 1`)
      return { connections: context.db.pool.totalCount, waiting: context.db.pool.waitingCount }
    },
    close,
  }
}
