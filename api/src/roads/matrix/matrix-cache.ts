import type { LonLat } from '../../geo/lon-lat.ts'
import { isInForce } from '../closures/closure.ts'
import type { TravelMatrix, TravelOptions, TravelTimes } from '../travel-times.ts'
import { extendMatrix, pickMatrix } from './extend-matrix.ts'

/** Plans whose matrices are kept; 8 MB for a plan of 1,000 points. */
const MOST_PLANS = 32
/** A plan whose points changed so often that most of them are gone starts anew. */
const MOST_STALE_SHARE = 0.5

/** Matrices by plan. What was measured once is not measured again while the plan's options hold. */
export interface MatrixCache {
  /** The matrix of the points in the order given; only points new to the plan are asked for. */
  matrix(plan: string, points: readonly LonLat[], options: TravelOptions): Promise<TravelMatrix>
  forget(plan: string): void
}

interface Entry {
  optionsKey: string
  points: LonLat[]
  rowOf: Map<string, number>
  matrix: TravelMatrix
}

export function createMatrixCache(travelTimes: TravelTimes): MatrixCache {
  const entries = new Map<string, Promise<Entry>>()
  return {
    async matrix(plan, points, options) {
      const optionsKey = keyOf(options)
      const before = entries.get(plan)
      // one after the other for one plan, so that two askers do not measure the same rows
      const after = (before ?? Promise.resolve(null))
        .catch(() => null)
        .then((entry) => updateEntry(travelTimes, entry, optionsKey, points, options))
      entries.delete(plan)
      entries.set(plan, after)
      if (entries.size > MOST_PLANS) entries.delete(entries.keys().next().value!)
      const { matrix, rowOf } = await after
      return pickMatrix(
        matrix,
        points.map((point) => rowOf.get(pointKey(point))!),
      )
    },
    forget(plan) {
      entries.delete(plan)
    },
  }
}

async function updateEntry(
  travelTimes: TravelTimes,
  entry: Entry | null,
  optionsKey: string,
  points: readonly LonLat[],
  options: TravelOptions,
): Promise<Entry> {
  const distinct = new Map(points.map((point) => [pointKey(point), point]))
  const isWorthKeeping =
    entry?.optionsKey === optionsKey && isMostlyUsed(entry, distinct.size, [...distinct.keys()])
  if (!isWorthKeeping) {
    const all = [...distinct.values()]
    return {
      optionsKey,
      points: all,
      rowOf: new Map([...distinct.keys()].map((key, row) => [key, row])),
      matrix: await travelTimes.matrix(all, options),
    }
  }
  const added = [...distinct].filter(([key]) => !entry.rowOf.has(key))
  if (added.length === 0) return entry
  const addedPoints = added.map(([, point]) => point)
  const rowOf = new Map(entry.rowOf)
  for (const [key] of added) rowOf.set(key, rowOf.size)
  return {
    optionsKey,
    points: [...entry.points, ...addedPoints],
    rowOf,
    matrix: await extendMatrix(travelTimes, entry.matrix, entry.points, addedPoints, options),
  }
}

function isMostlyUsed(entry: Entry, wanted: number, keys: readonly string[]): boolean {
  const known = keys.filter((key) => entry.rowOf.has(key)).length
  const stale = entry.points.length - known
  return stale <= MOST_STALE_SHARE * (wanted + stale)
}

function pointKey([lon, lat]: LonLat): string {
  return `${lon} ${lat}`
}

/** Options that give other times have other keys. */
function keyOf({ profile, band, closures, at, vehicle }: TravelOptions): string {
  const inForce = (closures ?? []).filter((closure) => !at || isInForce(closure, at))
  return JSON.stringify([
    profile,
    band ?? 'day',
    vehicle ?? null,
    inForce.map(({ geometry, factor }) => [factor, geometry.coordinates]),
  ])
}
