import type { Tx } from '@dromos/db'
import { crewOn, type RosterChange, type RosterKind, type RosterMember } from '../contract/index.ts'
import { conflict, notAllowedNow } from '../http/problems.ts'
import {
  deleteRegistered,
  keepBegunTeams,
  writeCrew,
  writeDepot,
  writeMember,
  writeVehicle,
  type Registered,
  type Target,
} from './register-writes.ts'
import {
  deleteAbsences,
  deleteShifts,
  deleteVehicleServices,
  insertAbsences,
  insertShifts,
  insertVehicleServices,
  type Wanted,
  type Written,
} from './roster-writes.ts'
import { deleteZones, insertZones } from './zone-writes.ts'

type Change<Kind extends RosterKind> = Extract<RosterChange, { kind: Kind }>
export type Made = { id: number; version: number | null }
type Kept = Record<Exclude<RosterKind, 'member'>, readonly { id: number }[]> & {
  member: readonly RosterMember[]
}
type Registrable = 'depot' | 'vehicle' | 'crew' | 'member'
type Plan<Kind extends Registrable> = NonNullable<Change<Kind>['to']>

interface When {
  now: Date
  today: string
  accountId: string | null
}

/**
 * What changes place makes room first: two crews may take each other's shift. What others are of comes before them,
 * for shifts are kept as they differ from their crew.
 */
export async function writeChanges(
  tx: Tx,
  changes: readonly RosterChange[],
  before: Kept,
  when: When,
): Promise<Made[]> {
  await deleteShifts(tx, idsOf(changes, 'shift'))
  await deleteAbsences(tx, idsOf(changes, 'absence'))
  await deleteVehicleServices(tx, idsOf(changes, 'service'))
  await deleteZones(tx, idsOf(changes, 'zone'))
  await removeRegistered(tx, changes)
  const made = new Map<RosterChange, Made>()
  await writeRegister(tx, changes, before, when, made)
  const keep = (kind: RosterKind, written: readonly Written[]) => {
    const wanted = changes.filter((change) => change.kind === kind && change.to !== null)
    for (const { position, id, version } of written) made.set(wanted[position]!, { id, version })
  }
  const { accountId } = when
  keep('zone', await insertZones(tx, wantedOf(ofKind(changes, 'zone'))))
  keep('shift', await once(() => insertShifts(tx, wantedOf(ofKind(changes, 'shift')), accountId)))
  keep('absence', await once(() => insertAbsences(tx, wantedOf(ofKind(changes, 'absence')), accountId)))
  keep(
    'service',
    await once(() => insertVehicleServices(tx, wantedOf(ofKind(changes, 'service')), accountId)),
  )
  return changes.map((change) => made.get(change) ?? { id: change.id!, version: null })
}

async function writeRegister(
  tx: Tx,
  changes: readonly RosterChange[],
  before: Kept,
  when: When,
  made: Map<RosterChange, Made>,
): Promise<void> {
  const each = async <Kind extends Registrable>(
    kind: Kind,
    write: (target: Target, to: Plan<Kind>) => Promise<Registered>,
  ) => {
    for (const change of changes) {
      if (change.kind !== kind || change.to === null) continue
      const isNew = !before[kind].some(({ id }) => id === change.id)
      made.set(change, await write({ id: change.id, isNew }, change.to as Plan<Kind>))
    }
  }
  await each('depot', (target, to) => writeDepot(tx, target, to, when.today))
  await each('vehicle', (target, to) => writeVehicle(tx, target, to, when.today))
  await each('crew', (target, to) => writeCrew(tx, target, to, when))
  await each('member', async (target, to) => {
    const written = await writeMember(tx, target, to)
    const known = before.member.find(({ id }) => id === target.id)
    const crews = {
      before: known ? crewOn(known.postings, when.today) : null,
      after: to.postings ? crewOn(to.postings, when.today) : null,
    }
    if (to.postings && crews.before !== crews.after)
      await keepBegunTeams(tx, { memberId: written.id, ...crews }, when)
    return written
  })
}

async function removeRegistered(tx: Tx, changes: readonly RosterChange[]): Promise<void> {
  try {
    for (const kind of ['member', 'crew', 'vehicle', 'depot'] as const) {
      const gone = ofKind(changes, kind).flatMap(({ id, to }) => (to === null && id !== null ? [id] : []))
      await deleteRegistered(tx, kind, gone)
    }
  } catch (error) {
    if (isCode(error, '23503'))
      throw notAllowedNow('Something still tells of this: it can be retired, not removed')
    throw error
  }
}

function wantedOf<Plan>(changes: readonly { id: number | null; to: Plan | null }[]): Wanted<Plan>[] {
  return changes.flatMap(({ id, to }) => (to === null ? [] : [{ id, plan: to }]))
}

/** shift_no_overlap, absence_once, service_once */
async function once<T>(insert: () => Promise<T>): Promise<T> {
  try {
    return await insert()
  } catch (error) {
    if (isCode(error, '23P01')) throw conflict('Two of the same lie over each other')
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

export function ofKind<Kind extends RosterKind>(
  changes: readonly RosterChange[],
  kind: Kind,
): Change<Kind>[] {
  return changes.filter((change): change is Change<Kind> => change.kind === kind)
}

export function idsOf(changes: readonly RosterChange[], kind: RosterKind): number[] {
  return ofKind(changes, kind).flatMap(({ id }) => id ?? [])
}
