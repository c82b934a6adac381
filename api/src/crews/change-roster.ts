import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { LonLat, RosterChange, RosterClash, RosterKind } from '../contract/index.ts'
import { badInput, conflict, notFound } from '../http/problems.ts'
import { dayOf } from '../jurisdictions/city-time.ts'
import { emitLive } from '../live/emit.ts'
import { demandShiftsAhead, demandSound, demandSpansAhead } from './check-roster.ts'
import { findSkills, findTimezone } from './queries.ts'
import {
  areNearCity,
  findAbsencesById,
  findIssued,
  findRosterCrews,
  findRosterMembers,
  findRingFault,
  findRosterVehicles,
  findRosterZones,
  findShiftsById,
  findVehicleServicesById,
} from './roster-queries.ts'
import {
  deleteAbsences,
  deleteShifts,
  deleteVehicleServices,
  holdRoster,
  insertAbsences,
  insertShifts,
  insertVehicleServices,
  updateCrew,
  updateMember,
  updateVehicle,
  type Wanted,
  type Written,
} from './roster-writes.ts'
import { deleteZones, insertZones } from './zone-writes.ts'

type Change<Kind extends RosterKind> = Extract<RosterChange, { kind: Kind }>
type Spanned = { id: number; from: string; to: string }
type Made = { id: number; version: number | null }

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
  const [crews, members, vehicles] = [
    await findRosterCrews(tx),
    await findRosterMembers(tx),
    await findRosterVehicles(tx),
  ]
  const before = {
    shift: await findShiftsById(tx, idsOf(changes, 'shift')),
    absence: await findAbsencesById(tx, idsOf(changes, 'absence')),
    service: await findVehicleServicesById(tx, idsOf(changes, 'service')),
    zone: await findRosterZones(tx),
    crew: crews,
    member: members,
    vehicle: vehicles,
  }
  await demandUnchanged(tx, changes, before)
  demandSound(changes, { crews, members, vehicles, skills: await findSkills(tx), now, timezone })
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
    dayOf(now, timezone),
  )
  await demandPlaces(tx, changes)
  const made = await write(tx, changes, accountId)
  emitLive(tx, { entity: 'roster', entityId: 'roster', version: 0 })
  return made
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
  const edges = ofKind(changes, 'crew').flatMap(({ to }) =>
    [to.start, to.end].filter((point): point is LonLat => point !== null),
  )
  if (!(await areNearCity(tx, edges))) throw badInput('This place is too far from the city')
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
  for (const { kind, id, version } of changes) {
    if (id === null) {
      if (version !== null) throw badInput('What was sent is not valid')
      continue
    }
    const now = find(before[kind], id)
    if ((now?.version ?? null) === version) continue
    if (!now && (kind === 'crew' || kind === 'member' || kind === 'vehicle')) throw notFound(kind, id)
    changed.push({ kind, id, isGone: !now, by: now?.changedBy ?? null })
  }
  if (changed.length > 0) throw conflict('Somebody else has changed this roster in the meantime', { changed })
  for (const [kind, table] of [
    ['shift', 'shift'],
    ['absence', 'absence'],
    ['service', 'vehicle_service'],
    ['zone', 'zone'],
  ] as const) {
    const revived = ofKind(changes, kind).flatMap(({ id, version }) =>
      id !== null && version === null ? [id] : [],
    )
    const issued = revived.length > 0 ? await findIssued(tx, table, revived) : new Set()
    const never = revived.find((id) => !issued.has(id))
    if (never !== undefined) throw notFound(kind, never)
  }
}

/** What changes place makes room first: two crews may take each other's shift. */
async function write(tx: Tx, changes: readonly RosterChange[], accountId: string | null): Promise<Made[]> {
  await deleteShifts(tx, idsOf(changes, 'shift'))
  await deleteAbsences(tx, idsOf(changes, 'absence'))
  await deleteVehicleServices(tx, idsOf(changes, 'service'))
  const made = new Map<RosterChange, Made>()
  const keep = (kind: RosterKind, written: readonly Written[]) => {
    const wanted = changes.filter((change) => change.kind === kind && change.to !== null)
    for (const { position, id, version } of written) made.set(wanted[position]!, { id, version })
  }
  keep('shift', await once(() => insertShifts(tx, wantedOf(ofKind(changes, 'shift')), accountId)))
  keep('absence', await once(() => insertAbsences(tx, wantedOf(ofKind(changes, 'absence')), accountId)))
  keep(
    'service',
    await once(() => insertVehicleServices(tx, wantedOf(ofKind(changes, 'service')), accountId)),
  )
  await deleteZones(tx, idsOf(changes, 'zone'))
  keep('zone', await insertZones(tx, wantedOf(ofKind(changes, 'zone'))))
  for (const change of changes) {
    if (change.kind === 'member') made.set(change, (await updateMember(tx, change.id, change.to))[0]!)
    if (change.kind === 'vehicle') made.set(change, (await updateVehicle(tx, change.id, change.to))[0]!)
    if (change.kind === 'crew') made.set(change, (await updateCrew(tx, change.id, change.to))[0]!)
  }
  return changes.map((change) => made.get(change) ?? { id: change.id!, version: null })
}

function wantedOf<Plan>(changes: readonly { id: number | null; to: Plan | null }[]): Wanted<Plan>[] {
  return changes.flatMap(({ id, to }) => (to === null ? [] : [{ id, plan: to }]))
}

/** shift_no_overlap, absence_once, service_once */
async function once<T>(insert: () => Promise<T>): Promise<T> {
  try {
    return await insert()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23P01')
      throw conflict('Two of the same lie over each other')
    throw error
  }
}

function ofKind<Kind extends RosterKind>(changes: readonly RosterChange[], kind: Kind): Change<Kind>[] {
  return changes.filter((change): change is Change<Kind> => change.kind === kind)
}

function idsOf(changes: readonly RosterChange[], kind: RosterKind): number[] {
  return ofKind(changes, kind).flatMap(({ id }) => id ?? [])
}

function find<Item extends { id: number }>(list: readonly Item[], id: number | null): Item | null {
  return list.find((each) => each.id === id) ?? null
}
