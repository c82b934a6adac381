import { sql, type Tx } from '@dromos/db'
import { addToRollups, countRequests } from '../../api/src/requests/rollup.ts'
import { copyRows, type CopyValue } from '../seed/copy.ts'
import { pointHex } from '../seed/ewkb.ts'
import type { CityModel } from './city-model.ts'
import { makeReporters } from './reporters.ts'
import type { SimulatedRequest } from './simulate-block.ts'

export interface BlockToWrite {
  model: CityModel
  requests: SimulatedRequest[]
  reporters: number
  /** kept as the first request's idempotency key: the block is there exactly when it is */
  mark: string
}

interface Ids {
  requests: number[]
  reporters: number[]
  /** by index of a fault's first report */
  incidents: Map<number, number>
}

/** Writes one block with reporters, incidents and history, all in the caller's transaction. */
export async function writeBlock(tx: Tx, block: BlockToWrite): Promise<void> {
  await skipForeignKeyChecks(tx)
  const firsts = [...new Set(block.requests.map(({ repeats }) => repeats).filter((first) => first !== null))]
  const incidentIds = await takeIds(tx, 'incident', firsts.length)
  const ids: Ids = {
    requests: await takeIds(tx, 'request', block.requests.length),
    reporters: await takeIds(tx, 'reporter', block.reporters),
    incidents: new Map(firsts.map((first, i) => [first, incidentIds[i]])),
  }
  await writeReporters(tx, block, ids)
  await writeIncidents(tx, block, ids)
  await copyRows(tx, { table: 'request', columns: requestColumns }, requestRows(block, ids))
  await writeEdges(tx, block, ids)
  await copyRows(tx, { table: 'request_event', columns: eventColumns }, eventRows(block, ids))
  await countBlock(tx, ids.requests)
}

/** The rows refer to each other and to what was read; checking that row by row doubles the time. */
async function skipForeignKeyChecks(tx: Tx): Promise<void> {
  const { rows } = await tx.query(sql`select rolsuper from pg_roles where rolname = current_user`)
  if (rows[0].rolsuper) await tx.query(sql`set local session_replication_role = replica`)
}

/** Ids from the table's own sequence, so that reports arriving meanwhile never collide. */
async function takeIds(tx: Tx, table: 'request' | 'incident' | 'reporter', count: number): Promise<number[]> {
  const { rows } = await tx.query(sql`
    select coalesce(array_agg(id order by id), '{}') as ids
    from (select nextval(pg_get_serial_sequence(${table}, 'id'))::integer as id from generate_series(1, ${count})) taken`)
  return rows[0].ids as number[]
}

function own(...columns: string[]): string[] {
  return ['jurisdiction_id', ...columns]
}

async function writeReporters(tx: Tx, { model, requests, mark }: BlockToWrite, ids: Ids): Promise<void> {
  const since = new Date(requests[0]?.at ?? 0)
  await copyRows(
    tx,
    { table: 'reporter', columns: own('id', 'name', 'email', 'phone', 'language', 'created_at') },
    makeReporters(`${model.id} ${mark}`, ids.reporters).map(({ id, name, email, phone }) => {
      return [model.id, id, name, email, phone, 'el', since]
    }),
  )
}

async function writeIncidents(tx: Tx, { model, requests }: BlockToWrite, ids: Ids): Promise<void> {
  const members = Map.groupBy(
    [...requests.keys()].filter((i) => ids.incidents.has(requests[i].repeats ?? i)),
    (i) => requests[i].repeats ?? i,
  )
  const columns = own('id', 'service_code', 'request_count', 'geom', 'opened_at', 'closed_at')
  const rows = [...members].map(([first, all]): CopyValue[] => {
    const { service, spot, at } = requests[first]
    const closed = all.map((i) => requests[i].closedAt)
    const closedAt = closed.includes(null) ? null : new Date(Math.max(...(closed as number[])))
    const { code } = model.services[service]
    return [
      model.id,
      ids.incidents.get(first)!,
      code,
      all.length,
      pointHex(spot.point),
      new Date(at),
      closedAt,
    ]
  })
  await copyRows(tx, { table: 'incident', columns }, rows)
}

async function writeEdges(tx: Tx, { model, requests }: BlockToWrite, ids: Ids): Promise<void> {
  const columns = own('request_a', 'request_b', 'score', 'distance_meters', 'made_by', 'made_at')
  const rows = requests.flatMap(({ repeats, at, service, distanceMeters, status }, i): CopyValue[][] => {
    if (repeats === null) return []
    const score = Math.max(0.5, 1 - distanceMeters / (2 * model.services[service].duplicateRadiusMeters + 1))
    const madeBy = status === 'duplicate' ? 'staff' : 'system'
    const rounded = Math.round(score * 1000) / 1000
    const meters = Math.round(distanceMeters * 10) / 10
    return [[model.id, ids.requests[repeats], ids.requests[i], rounded, meters, madeBy, new Date(at)]]
  })
  await copyRows(tx, { table: 'incident_edge', columns }, rows)
}

const requestColumns = own(
  'id',
  'public_id',
  'service_code',
  'department_code',
  'status',
  'channel',
  'priority',
  'description',
  'attributes',
  'language',
  'address',
  'area_id',
  'incident_id',
  'duplicate_of_id',
  'reporter_id',
  'requested_at',
  'due_at',
  'clock_stopped_at',
  'closed_at',
  'updated_at',
  'version',
  'idempotency_key',
  'cell',
  'geom',
)

function* requestRows({ model, requests, mark }: BlockToWrite, ids: Ids): Generator<CopyValue[]> {
  const cells = new Map<string, bigint>()
  for (const [i, request] of requests.entries()) {
    let cell = cells.get(request.cell)
    if (cell === undefined) cells.set(request.cell, (cell = BigInt(`0x${request.cell}`)))
    const { code, departmentCode, priority } = model.services[request.service]
    yield [
      model.id,
      ids.requests[i],
      request.publicId,
      code,
      departmentCode,
      request.status,
      request.channel,
      priority,
      request.description,
      { json: request.attributes },
      request.language,
      request.spot.address,
      request.spot.areaId,
      ids.incidents.get(request.repeats ?? i) ?? null,
      request.status === 'duplicate' ? ids.requests[request.repeats!] : null,
      request.reporter === null ? null : ids.reporters[request.reporter],
      new Date(request.at),
      new Date(request.dueAt),
      request.status === 'awaiting_citizen' ? new Date(request.steps.at(-1)!.at) : null,
      request.closedAt === null ? null : new Date(request.closedAt),
      new Date(request.steps.at(-1)!.at),
      request.steps.length,
      i === 0 ? mark : null,
      cell,
      pointHex(request.spot.point),
    ]
  }
}

const eventColumns = own(
  'request_id',
  'kind',
  'from_status',
  'to_status',
  'reason',
  'is_public',
  'actor_kind',
  'channel',
  'data',
  'occurred_at',
  'received_at',
)

const channelOf = { staff: 'web', crew: 'tablet', system: 'system', citizen: 'web' } as const
const nothing = { json: {} }

function* eventRows({ model, requests }: BlockToWrite, ids: Ids): Generator<CopyValue[]> {
  for (const [i, { steps, channel, repeats, status, closedAt }] of requests.entries()) {
    for (const { from, to, at, actor, reason } of steps) {
      const kind = from === null ? 'reported' : 'status'
      const through = from === null ? channel : channelOf[actor]
      const when = new Date(at)
      yield [model.id, ids.requests[i], kind, from, to, reason, true, actor, through, nothing, when, when]
    }
    if (status !== 'duplicate') continue
    const when = new Date(closedAt!)
    const data = { json: { duplicateId: ids.requests[i] } }
    yield [
      model.id,
      ids.requests[repeats!],
      'linked',
      null,
      null,
      null,
      false,
      'staff',
      'web',
      data,
      when,
      when,
    ]
  }
}

/** Adds the block to the roll-ups. */
async function countBlock(tx: Tx, ids: readonly number[]): Promise<void> {
  await addToRollups(
    tx,
    countRequests(sql`r.jurisdiction_id = ${tx.jurisdictionId}
      and r.id between ${ids[0]} and ${ids.at(-1)} and r.id = any (${ids}::bigint[])`),
  )
}
