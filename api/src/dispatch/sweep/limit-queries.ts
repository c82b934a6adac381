import { many, maybeOne, sql, type Tx } from '@dromos/db'
import { DetourBudget, SweepLimit } from '../../contract/index.ts'

const limitRow = sql`code as service_code, sweep_minutes, sweep_version as version`
const budgetRow = sql`id as crew_id, detour_minutes, detour_version as version`

export function findSweepLimits(tx: Tx): Promise<SweepLimit[]> {
  return many(
    tx,
    SweepLimit,
    sql`
      select ${limitRow} from service
      where jurisdiction_id = ${tx.jurisdictionId} and is_active
      order by position, code
      limit 500`,
  )
}

export function findDetourBudgets(tx: Tx): Promise<DetourBudget[]> {
  return many(
    tx,
    DetourBudget,
    sql`
      select ${budgetRow} from crew
      where jurisdiction_id = ${tx.jurisdictionId} and retired_on is null
      order by id
      limit 500`,
  )
}

/** Null where the city has no such service, or its limit is another one by now. */
export function updateSweepLimit(tx: Tx, limit: SweepLimit): Promise<SweepLimit | null> {
  return maybeOne(
    tx,
    SweepLimit,
    sql`
      update service set sweep_minutes = ${limit.sweepMinutes}, sweep_version = sweep_version + 1
      where jurisdiction_id = ${tx.jurisdictionId} and code = ${limit.serviceCode} and is_active
        and sweep_version = ${limit.version}
      returning ${limitRow}`,
  )
}

/** Null where the city has no such crew, or its budget is another one by now. */
export function updateDetourBudget(tx: Tx, budget: DetourBudget): Promise<DetourBudget | null> {
  return maybeOne(
    tx,
    DetourBudget,
    sql`
      update crew set detour_minutes = ${budget.detourMinutes}, detour_version = detour_version + 1
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${budget.crewId} and retired_on is null
        and detour_version = ${budget.version}
      returning ${budgetRow}`,
  )
}
