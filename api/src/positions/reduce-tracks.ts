import { latLngToCell } from 'h3-js'
import type { Tx } from '@dromos/db'
import { trackHours } from '../contract/index.ts'
import { addToCells, takeOldPoints, type OldPoint } from './queries.ts'

const cellResolution = 9
/** A silence longer than this says nothing about where the crew was. */
const longestStaySeconds = 300

/** What is older than a day is reduced to the time spent in each cell; the points are gone when it commits. */
export async function reduceTracks(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - trackHours * 3_600_000)
  await addToCells(tx, sumByCell(await takeOldPoints(tx, before)))
}

/** Each point stands for the time until the next one of the same tablet on the same day. */
function sumByCell(points: readonly OldPoint[]) {
  const sums = new Map<string, { crew_id: number; day: string; cell: string; seconds: number }>()
  for (const [index, point] of points.entries()) {
    const cell = BigInt(`0x${latLngToCell(point.lat, point.lon, cellResolution)}`).toString()
    const key = `${point.crewId} ${point.day} ${cell}`
    const sum = sums.get(key) ?? { crew_id: point.crewId, day: point.day, cell, seconds: 0 }
    sum.seconds += secondsUntil(points[index + 1], point)
    sums.set(key, sum)
  }
  return [...sums.values()]
}

function secondsUntil(next: OldPoint | undefined, point: OldPoint): number {
  const isSame = next?.crewId === point.crewId && next.deviceId === point.deviceId && next.day === point.day
  if (!isSame) return 0
  const seconds = Math.round((next.measuredAt.getTime() - point.measuredAt.getTime()) / 1000)
  return seconds > longestStaySeconds ? 0 : seconds
}
