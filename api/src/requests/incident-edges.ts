import { z } from 'zod'
import { many, one, sql, type Tx } from '@dromos/db'
import { connectedComponents } from './components.ts'
import { settleIncidents } from './settle-incidents.ts'

export interface IncidentEdge {
  a: number
  b: number
  /** 0 to 1: how sure it is that both report one fault */
  score: number
  distanceMeters: number
  madeBy: 'citizen' | 'staff' | 'system'
}

/** Joins two requests into one incident, with all that hangs on either. Joined again it stays as it is. */
export async function linkRequests(tx: Tx, edge: IncidentEdge, now: Date): Promise<void> {
  const [low, high] = edge.a < edge.b ? [edge.a, edge.b] : [edge.b, edge.a]
  await tx.query(sql`
    insert into incident_edge (jurisdiction_id, request_a, request_b, score, distance_meters, made_by, made_at)
    values (${tx.jurisdictionId}, ${low}, ${high}, ${edge.score}, ${edge.distanceMeters}, ${edge.madeBy}, ${now})
    on conflict (jurisdiction_id, request_a, request_b) where undone_at is null do nothing`)
  await regroup(tx, [low, high], now)
}

/** Takes a request out of its incident; what it alone held together falls apart. The edges stay as history. */
export async function unlinkRequest(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.query(sql`
    update incident_edge set undone_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and (request_a = ${id} or request_b = ${id}) and undone_at is null`)
  await regroup(tx, [id], now)
}

const Member = z.object({ id: z.number().int(), incidentId: z.number().int().nullable() })
type Member = z.output<typeof Member>

/** An incident is a connected component of at least two requests: makes it so again around some requests. */
async function regroup(tx: Tx, ids: number[], now: Date): Promise<void> {
  const members = await lockMembers(tx, ids)
  const incidentOf = new Map(members.map(({ id, incidentId }) => [id, incidentId]))
  const edges = await many(
    tx,
    z.object({ a: z.number().int(), b: z.number().int() }),
    sql`
      select request_a as a, request_b as b from incident_edge
      where jurisdiction_id = ${tx.jurisdictionId} and undone_at is null
        and request_a = any(${[...incidentOf.keys()]}) and request_b = any(${[...incidentOf.keys()]})`,
  )
  const components = connectedComponents(
    [...incidentOf.keys()],
    edges.map(({ a, b }) => [a, b] as const),
  )
  const taken = new Set<number>()
  for (const component of components) {
    const known = component.map((id) => incidentOf.get(id)).filter((id) => typeof id === 'number')
    const kept = known.sort((a, b) => a - b).find((id) => !taken.has(id)) ?? null
    const incidentId = component.length < 2 ? null : (kept ?? (await openIncident(tx, component)))
    if (incidentId !== null) taken.add(incidentId)
    await setIncident(tx, component, incidentId)
  }
  const touched = [...incidentOf.values(), ...taken].filter((id) => id !== null)
  await settleIncidents(tx, [...new Set(touched)], now)
}

// in the order of their ids, so that two joins never wait for each other; their edges hold the keys meanwhile
function lockMembers(tx: Tx, ids: number[]): Promise<Member[]> {
  return many(
    tx,
    Member,
    sql`
      select id, incident_id from request
      where jurisdiction_id = ${tx.jurisdictionId} and (id = any(${ids}) or incident_id in (
        select incident_id from request where jurisdiction_id = ${tx.jurisdictionId} and id = any(${ids})))
      order by id
      for no key update`,
  )
}

async function openIncident(tx: Tx, requestIds: number[]): Promise<number> {
  const { id } = await one(
    tx,
    z.object({ id: z.number().int() }),
    sql`
      insert into incident (jurisdiction_id, service_code, geom, opened_at)
      select jurisdiction_id, (array_agg(service_code order by requested_at, id))[1], st_centroid(st_collect(geom)),
        min(requested_at)
      from request
      where jurisdiction_id = ${tx.jurisdictionId} and id = any(${requestIds})
      group by jurisdiction_id
      returning id`,
  )
  return id
}

async function setIncident(tx: Tx, requestIds: number[], incidentId: number | null): Promise<void> {
  await tx.query(sql`
    update request set incident_id = ${incidentId}
    where jurisdiction_id = ${tx.jurisdictionId} and id = any(${requestIds})
      and incident_id is distinct from ${incidentId}::bigint`)
}
