import { Router, type Request } from 'express'
import { rateLimit } from 'express-rate-limit'
import type { Logger } from 'pino'
import { answerTile } from './answer.ts'
import { readFilters, writeFilters } from './filters.ts'
import type { Filters, TileSet } from './layer.ts'
import type { Bounds } from './places.ts'
import { answerProblems, badTile, noSuchTile, tooManyTiles } from './problem.ts'
import type { TileSource } from './source.ts'
import { parseTile, type Tile } from './tile.ts'
import { tileJson } from './tilejson.ts'

export interface TileRoutesOptions {
  source: TileSource
  basemap: TileSet
  citySets: TileSet[]
  basemapVersion(): Promise<string>
  basemapBounds(): Promise<Bounds>
  /** throws when there is no such city */
  cityBounds(jurisdictionId: string): Promise<Bounds>
  /** the address people see, when it is not the one they ask at */
  publicOrigin?: string
  logger: Logger
  /** most tiles a minute for one address */
  tilesPerMinute?: number
}

const noFilters: Filters = { services: [], statuses: [] }
/** For addresses that carry the version of what they show. */
const forever = 'public, max-age=31536000, immutable'

export function tileRoutes(options: TileRoutesOptions): Router {
  const { source, basemap, basemapVersion, basemapBounds, cityBounds } = options
  const router = Router()
  router.use(fairShare(options.tilesPerMinute ?? 6000))

  router.get('/basemap.json', async (request, response) => {
    const url = `${addressOf(request, options)}/basemap/{z}/{x}/{y}?v=${await basemapVersion()}`
    response.set('Cache-Control', 'public, no-cache')
    response.json(tileJson(basemap, { url, bounds: await basemapBounds() }))
  })

  router.get('/basemap/:z/:x/:y', async (request, response) => {
    const tile = tileOf(request, basemap)
    const version = await basemapVersion()
    const cached = await source.get({ set: basemap, tile, jurisdictionId: null, filters: noFilters }, version)
    answerTile(request, response, cached, request.query.v === version ? forever : basemap.cacheControl)
  })

  router.get('/:jurisdictionId/:set.json', async (request, response) => {
    const set = setOf(request, options)
    const { jurisdictionId } = request.params
    const bounds = await cityBounds(jurisdictionId)
    const filters = writeFilters(readFilters(request.query))
    const url = `${addressOf(request, options)}/${jurisdictionId}/${set.name}/{z}/{x}/{y}${filters}`
    response.set('Cache-Control', 'public, no-cache').json(tileJson(set, { url, bounds }))
  })

  router.get('/:jurisdictionId/:set/:z/:x/:y', async (request, response) => {
    const set = setOf(request, options)
    const tile = tileOf(request, set)
    const filters = readFilters(request.query)
    const { jurisdictionId } = request.params
    await cityBounds(jurisdictionId)
    answerTile(
      request,
      response,
      await source.get({ set, tile, jurisdictionId, filters }, ''),
      set.cacheControl,
    )
  })

  router.use(() => {
    throw noSuchTile('Tiles are at /basemap/{z}/{x}/{y} and /{city}/{requests|areas}/{z}/{x}/{y}.')
  })
  router.use(answerProblems(options.logger))
  return router
}

/** A person who pans for a minute asks for some hundreds of tiles; more than this is no person. */
function fairShare(limit: number) {
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: () => {
      throw tooManyTiles()
    },
  })
}

function setOf(request: Request<{ set: string }>, { citySets }: TileRoutesOptions): TileSet {
  const set = citySets.find(({ name }) => name === request.params.set)
  if (set) return set
  throw noSuchTile(`A city has tiles of ${citySets.map(({ name }) => name).join(', ')}.`)
}

function tileOf(request: Request<{ z: string; x: string; y: string }>, set: TileSet): Tile {
  const { z, x, y } = request.params
  const parsed = parseTile(z, x, y)
  if (!parsed.ok) throw badTile(parsed.reason)
  if (parsed.tile.z < set.minZoom || parsed.tile.z > set.maxZoom)
    throw noSuchTile(`Tiles of ${set.name} are made for zoom ${set.minZoom} to ${set.maxZoom}.`)
  return parsed.tile
}

function addressOf(request: Request, { publicOrigin }: TileRoutesOptions): string {
  const host = request.get('host') ?? ''
  if (!publicOrigin && !/^[\w.:[\]-]{1,255}$/.test(host)) throw badTile('The Host header is not an address.')
  return `${publicOrigin ?? `${request.protocol}://${host}`}${request.baseUrl}`
}
