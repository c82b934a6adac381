import { sql, type Tx } from '@dromos/db'

/** Counts the requests of incidents anew and closes those in which none is open any more. */
export async function settleIncidents(tx: Tx, incidentIds: number[], now: Date): Promise<void> {
  if (incidentIds.length === 0) return
  await tx.query(sql`
    update incident set
      request_count = counted.request_count,
      closed_at = case when counted.open_count > 0 then null else coalesce(incident.closed_at, ${now}) end
    from (
      select given.id, count(request.id) as request_count, count(request.id) filter (where request.is_open) as open_count
      from unnest(${incidentIds}::bigint[]) as given (id)
      left join request on request.jurisdiction_id = ${tx.jurisdictionId} and request.incident_id = given.id
      group by given.id
    ) counted
    where incident.jurisdiction_id = ${tx.jurisdictionId} and incident.id = counted.id`)
}
