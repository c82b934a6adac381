import { createHash } from 'node:crypto'
import type { TravelTimes } from '../roads/travel-times.ts'
import { profileOf } from './build-problem.ts'
import type { DayInput } from './day-input.ts'
import { placesOf } from './places.ts'
import { findMatrices } from './travel.ts'

type Found = ReturnType<typeof findMatrices>

/** a day of four hundred stops and three kinds of vehicles takes four megabytes */
export const mostDays = 4

const remembered = new WeakMap<TravelTimes, Map<string, Found>>()

/** Travel times of a day that many screens look at again and again; only other places and closures change them. */
export async function rememberMatrices(
  travelTimes: TravelTimes,
  input: DayInput,
): Promise<Awaited<Found> & { key: string }> {
  const days = remembered.get(travelTimes) ?? new Map<string, Found>()
  remembered.set(travelTimes, days)
  const key = matricesKey(input)
  const matrices = days.get(key) ?? findMatrices(travelTimes, input)
  // the one used last stands last
  days.delete(key)
  days.set(key, matrices)
  for (const oldest of [...days.keys()].slice(0, -mostDays)) days.delete(oldest)
  matrices.catch(() => days.delete(key))
  return { key, ...(await matrices) }
}

/** Of the places, closures and vehicles that the travel times of a day come from. */
function matricesKey(input: DayInput): string {
  const profiles = [...new Set(input.crews.map(profileOf))].sort()
  const given = JSON.stringify([placesOf(input).points, input.closures, profiles])
  return createHash('sha256').update(given).digest('hex')
}
