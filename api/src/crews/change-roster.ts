import { sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { LonLat, RosterChange, RosterClash, RosterKind } from '../contract/index.ts'
import { badInput, conflict, notFound } from '../http/problems.ts'
import { dayOf } from '../jurisdictions/city-time.ts'
import { findDepartments } from '../jurisdictions/queries.ts'
import { emitLive } from '../live/emit.ts'
import { demandPlatesOnce, demandRemovable, demandRoom, type Register } from './check-register.ts'
import { demandShiftsAhead, demandSound, demandSpansAhead } from './check-roster.ts'
import { findSkills, findTimezone } from './queries.ts'
import {
  findInTheWay,
  findRosterCrews,
  findRosterDepots,
  findRosterMembers,
  findRosterVehicles,
  type InTheWay,
} from './register-queries.ts'
import {
  areNearCity,
  findAbsencesById,
  findIssued,
  findRingFault,
  findRosterZones,
  findShiftsById,
  findVehicleServicesById,
  type Issuing,
} from './roster-queries.ts'
import { holdRoster } from './roster-writes.ts'
import { idsOf, ofKind, writeChanges, type Made } from './write-changes.ts'

type Spanned = { id: number; from: string; to: string }

/** All of the changes or none; refused where somebody else has changed the same since the caller saw it. */
export async function changeRoster(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  changes: readonly RosterChange[],
  accountId: string | null,
): Promise<Made[]> {
  demandOnce(changes)
  await holdRoster(tx)
  const now = clock.now()
  const timezone = await findTimezone(tx)
  const today = dayOf(now, timezone)
  const register = await readRegister(tx, today)
  const before = {
    shift: await findShiftsById(tx, idsOf(changes, 'shift')),
    absence: await findAbsencesById(tx, idsOf(changes, 'absence')),
    service: await findVehicleServicesById(tx, idsOf(changes, 'service')),
    zone: register.zones,
    crew: register.crews,
    member: register.members,
    vehicle: register.vehicles,
    depot: register.depots,
  }
  await demandUnchanged(tx, changes, before)
  demandSound(changes, { ...register, now, timezone })
  demandPlatesOnce(changes, register)
  demandRoom(changes, register)
  demandRemovable(changes, register)
  demandShiftsAhead(
    ofKind(changes, 'shift').flatMap(({ id, to }) => [find(before.shift, id) ?? [], to ?? []].flat()),
    now,
  )
  demandSpansAhead(
    changes.flatMap((change) =>
      change.kind === 'absence' || change.kind === 'service'
        ? [[find<Spanned>(before[change.kind], change.id), change.to] as const]
        : [],
    ),
    today,
  )
  await demandPlaces(tx, changes)
  const made = await leavingNothing(tx, today, () =>
    writeChanges(tx, changes, before, { now, today, accountId }),
  )
  emitLive(tx, { entity: 'roster', entityId: 'roster', version: 0 })
  return made
}

async function readRegister(tx: Tx, today: string) {
  return {
    crews: await findRosterCrews(tx),
    members: await findRosterMembers(tx),
    vehicles: await findRosterVehicles(tx),
    depots: await findRosterDepots(tx),
    zones: await findRosterZones(tx),
    departments: await findDepartments(tx),
    skills: await findSkills(tx),
    today,
  } satisfies Register
}

/**
 * Nothing that is retired is needed by anything; what stood so before is nobody's doing here. As a rule nothing is in
 * the way: what was before is looked up only where something is, by taking the changes back for as long.
 */
async function leavingNothing<T>(tx: Tx, today: string, write: () => Promise<T>): Promise<T> {
  await tx.query(sql`savepoint unchanged`)
  const made = await write()
  const after = await findInTheWay(tx, today)
  if (after.length === 0) return made
  await tx.query(sql`rollback to savepoint unchanged`)
  const text = ({ kind, id, by, count }: InTheWay) => [kind, id, by, count].join()
  const before = new Set((await findInTheWay(tx, today)).map(text))
  const inTheWay = after.filter((each) => !before.has(text(each)))
  if (inTheWay.length > 0) throw conflict('Something still needs what is retired', { inTheWay })
  return write()
}

function demandOnce(changes: readonly RosterChange[]): void {
  const keys = changes.flatMap(({ kind, id }) => (id === null ? [] : [`${kind} ${id}`]))
  if (new Set(keys).size < keys.length) throw badInput('This exists already')
}

/** Zones are outlines inside the city's bounds; a day begins and ends near the city. */
async function demandPlaces(tx: Tx, changes: readonly RosterChange[]): Promise<void> {
  for (const { to } of ofKind(changes, 'zone')) {
    const fault = to && (await findRingFault(tx, to.ring))
    if (fault === 'crossing')
      throw badInput('This area crosses itself', [{ path: 'body.changes', message: 'not a valid outline' }])
    if (fault === 'outside') throw badInput('This area lies outside the city')
  }
  const edges = ofKind(changes, 'crew')
    .flatMap(({ to }) => (to ? [to.start, to.end] : []))
    .filter((point): point is LonLat => point !== null)
  const depots = ofKind(changes, 'depot').flatMap(({ to }) => (to ? [to.location] : []))
  if (!(await areNearCity(tx, [...edges, ...depots]))) throw badInput('This place is too far from the city')
}

interface Kept {
  id: number
  version: number
  changedBy?: string | null
}

/** An id that a change names must stand at its version; one without a version must have been, and be gone. */
async function demandUnchanged(
  tx: Tx,
  changes: readonly RosterChange[],
  before: Record<RosterKind, readonly Kept[]>,
): Promise<void> {
  const changed: RosterClash['changed'] = []
  for (const { kind, id, version, to } of changes) {
    if (id === null) {
      if (version !== null || to === null) throw badInput('What was sent is not valid')
      continue
    }
    const now = find(before[kind], id)
    if ((now?.version ?? null) === version) continue
    if (!now && issuing[kind] === 'register' && !(await wasIssued(tx, 'register', [id])))
      throw notFound(kind, id)
    changed.push({ kind, id, isGone: !now, by: now?.changedBy ?? null })
  }
  if (changed.length > 0) throw conflict('Somebody else has changed this roster in the meantime', { changed })
  for (const [kind, table] of Object.entries(issuing) as [RosterKind, Issuing][]) {
    const revived = ofKind(changes, kind).flatMap(({ id, version }) =>
      id !== null && version === null ? [id] : [],
    )
    if (!(await wasIssued(tx, table, revived))) throw notFound(kind)
  }
}

/** What counts the ids of each kind. */
const issuing: Record<RosterKind, Issuing> = {
  shift: 'shift',
  absence: 'absence',
  service: 'vehicle_service',
  zone: 'zone',
  member: 'register',
  crew: 'register',
  vehicle: 'register',
  depot: 'register',
}

async function wasIssued(tx: Tx, table: Issuing, ids: number[]): Promise<boolean> {
  return ids.length === 0 || (await findIssued(tx, table, ids)).size === new Set(ids).size
}

function find<Item extends { id: number }>(list: readonly Item[], id: number | null): Item | null {
  return list.find((each) => each.id === id) ?? null
}
