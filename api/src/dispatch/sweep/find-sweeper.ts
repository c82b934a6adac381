import { z } from 'zod'
import { one, sql, type Tx } from '@dromos/db'
import type { CrewOfDay } from '../../crews/availability.ts'
import { readDayCrews } from '../../crews/read-roster.ts'
import type { Profile } from '../../roads/index.ts'
import { profileOf } from '../build-problem.ts'
import { endOf } from '../places.ts'

/** A crew that could take more work today: with the people, skills and vehicle that the roster gives it. */
export interface Sweeper extends Pick<CrewOfDay, 'skills' | 'vehicle'> {
  crewId: number
  profile: Profile
  detourMinutes: number
  /** where its day ends */
  home: readonly [lon: number, lat: number]
  shiftEndsAt: Date
}

/** Null for a crew that is not in a shift today and has none before it. */
export async function findSweeper(tx: Tx, crewId: number, day: string, now: Date): Promise<Sweeper | null> {
  const crew = (await readDayCrews(tx, day)).find(({ id }) => id === crewId)
  const ends = (crew?.shifts ?? [])
    .map(({ endsAt }) => new Date(endsAt))
    .sort((a, b) => a.getTime() - b.getTime())
  const shiftEndsAt = ends.find((end) => end > now)
  if (!crew || !shiftEndsAt) return null
  const { skills, vehicle } = crew
  const detourMinutes = await findDetourMinutes(tx, crewId)
  return { crewId, skills, vehicle, profile: profileOf(crew), detourMinutes, home: endOf(crew), shiftEndsAt }
}

async function findDetourMinutes(tx: Tx, crewId: number): Promise<number> {
  const row = await one(
    tx,
    z.object({ detourMinutes: z.number() }),
    sql`select detour_minutes from crew where jurisdiction_id = ${tx.jurisdictionId} and id = ${crewId}`,
  )
  return row.detourMinutes
}
