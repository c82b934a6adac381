import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { RequestStatus } from '../contract/index.ts'
import { findCalendar } from '../jurisdictions/queries.ts'
import { dueAfterPause, type ServiceLevel } from './due.ts'

/** What of a request its clock is read from. */
export interface Clocked {
  status: RequestStatus
  serviceCode: string
  dueAt: Date
  /** since when the city waits for the citizen; null while the clock runs */
  clockStoppedAt: Date | null
}

type Clock = Pick<Clocked, 'dueAt' | 'clockStoppedAt'>

/** How the clock of a request stands after a move at an instant. */
export type MoveClock = (request: Clocked, to: RequestStatus, at: Date) => Clock

/** The clock stands while the city waits for the citizen, and goes on with the time that was left. */
export async function readClocks(tx: Tx, requests: readonly Clocked[]): Promise<MoveClock> {
  const resumed = requests.filter(({ clockStoppedAt }) => clockStoppedAt !== null)
  if (resumed.length === 0) return stopOrGoOn
  const calendar = await findCalendar(tx)
  const levels = await findLevels(tx, [...new Set(resumed.map(({ serviceCode }) => serviceCode))])
  return (request, to, at) => {
    const { serviceCode, dueAt, clockStoppedAt } = request
    if (clockStoppedAt === null || to === 'awaiting_citizen') return stopOrGoOn(request, to, at)
    const pause = { from: clockStoppedAt, to: at }
    return { dueAt: dueAfterPause(dueAt, pause, levels.get(serviceCode)!, calendar), clockStoppedAt: null }
  }
}

function stopOrGoOn({ dueAt, clockStoppedAt }: Clock, to: RequestStatus, at: Date): Clock {
  return { dueAt, clockStoppedAt: to === 'awaiting_citizen' ? (clockStoppedAt ?? at) : null }
}

async function findLevels(tx: Tx, codes: string[]): Promise<Map<string, Pick<ServiceLevel, 'slaUnit'>>> {
  const levels = await many(
    tx,
    z.object({ code: z.string(), slaUnit: z.enum(['hours', 'working_days', 'calendar_days']) }),
    sql`
      select code, sla_unit from service
      where jurisdiction_id = ${tx.jurisdictionId} and code = any (${codes})`,
  )
  return new Map(levels.map(({ code, slaUnit }) => [code, { slaUnit }]))
}
