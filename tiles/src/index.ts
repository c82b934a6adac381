import { openDatabase } from '@dromos/db'
import type { Router } from 'express'
import { pino, type Logger } from 'pino'
import { basemapVersion } from './basemap-version.ts'
import { listenForChanges } from './changes.ts'
import { areas } from './layers/areas.ts'
import { basemap } from './layers/basemap.ts'
import { requests } from './layers/requests.ts'
import { basemapBounds, citiesOf } from './places.ts'
import { tileRoutes } from './routes.ts'
import { tileSource } from './source.ts'

export interface TilesOptions {
  databaseUrl: string
  /** the address people see; without it TileJSON names the host it was asked at */
  publicOrigin?: string
  logger?: Logger
  /** most bytes of tiles kept in memory */
  cacheBytes?: number
  /** a tile that takes longer is a fault, not a tile */
  statementMilliseconds?: number
  /** most tiles a minute for one address */
  tilesPerMinute?: number
}

export interface Tiles {
  /** to be mounted at /tiles */
  router: Router
  /** rejects when tiles cannot be drawn */
  health(): Promise<Record<string, unknown>>
  close(): Promise<void>
}

const citySets = [requests, areas]

/** The tile server: draws from PostGIS, remembers, and forgets what live events say has changed. */
export async function createTiles(options: TilesOptions): Promise<Tiles> {
  const logger = options.logger ?? pino({ level: 'silent' })
  const db = openDatabase({
    connectionString: options.databaseUrl,
    // six draw, one listens
    max: 7,
    statementTimeout: options.statementMilliseconds ?? 8_000,
  })
  const source = tileSource({
    db,
    cacheBytes: options.cacheBytes ?? 64 * 1024 * 1024,
    liveSets: citySets,
  })
  const listener = await listenForChanges(db, logger, {
    onChange: (change) => source.change(change),
    onListening: (isListening) => source.setListening(isListening),
    onUnreadable: () => source.forgetLive(),
  })
  const version = basemapVersion(db)
  return {
    router: tileRoutes({
      source,
      basemap,
      citySets,
      basemapVersion: version,
      basemapBounds: () => basemapBounds(db),
      cityBounds: citiesOf(db),
      publicOrigin: options.publicOrigin,
      logger,
      tilesPerMinute: options.tilesPerMinute,
    }),
    async health() {
      const { cache } = source
      return {
        basemap: await version(),
        isListening: listener.isListening(),
        cachedTiles: cache.size,
        cachedBytes: cache.bytes,
        ...cache.counts,
      }
    },
    async close() {
      await listener.close()
      await db.close()
    },
  }
}
