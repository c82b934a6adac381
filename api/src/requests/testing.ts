import { randomUUID } from 'node:crypto'
import { reportRequest, type CallOf, type Client } from '../contract/index.ts'
import { cityId, type TestApi } from '../testing.ts'
import { moveRequests, type Move } from './move-request.ts'

type Body = CallOf<typeof reportRequest>['body']

/** A lamp that is out on Θηβών, unless told otherwise. */
export function lampReport(changes: Partial<Body> = {}): Body {
  return {
    idempotencyKey: randomUUID(),
    serviceCode: 'street-light',
    location: [23.6901, 37.975],
    ...changes,
  }
}

export function report(client: Client, changes: Partial<Body> = {}) {
  return client(reportRequest, { params: { jurisdictionId: cityId }, body: lampReport(changes) })
}

/** The ids of reported requests, in the order of their public ids as given. */
export async function idsOf(api: TestApi, publicIds: string[]): Promise<number[]> {
  const { rows } = await api.database.owner.pool.query(
    'select public_id, id from request where jurisdiction_id = $1 and public_id = any($2)',
    [cityId, publicIds],
  )
  const found = new Map(rows.map((row: { public_id: string; id: number }) => [row.public_id, row.id]))
  return publicIds.map((publicId) => found.get(publicId)!)
}

/** Moves requests as the system would. */
export function move(api: TestApi, given: Pick<Move, 'ids' | 'to'> & Partial<Move>) {
  return api.context.db.tenant(cityId, (tx) =>
    moveRequests(tx, api.context, { actor: { kind: 'system' }, channel: 'test', ...given }),
  )
}
