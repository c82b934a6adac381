import { changeRequestStatuses, commonMoves, type Client, type MovesReport } from '@dromos/api/contract'

type Moved = MovesReport['moved'][number]
type Common = (typeof commonMoves)[number]

export interface WayBack {
  status: Common
  requests: { id: number; version: number }[]
}

/** Where moved requests may go back to what they were: the server says which may. */
export async function waysBack(
  call: Client,
  jurisdictionId: string,
  moved: readonly Moved[],
): Promise<WayBack[]> {
  const ways: WayBack[] = []
  for (const [from, rows] of Map.groupBy(moved, (row) => row.from)) {
    const status = commonMoves.find((each) => each === from)
    // a refusal would need its reason again
    if (!status || status === 'rejected' || status === 'not_responsible') continue
    const way = { status, requests: rows.map(({ id, version }) => ({ id, version })) }
    const may = new Set((await go(call, jurisdictionId, way, true)).map(({ id }) => id))
    if (may.size) ways.push({ status, requests: way.requests.filter(({ id }) => may.has(id)) })
  }
  return ways
}

/** Takes the ways back; tells how many went. */
export async function goBack(
  call: Client,
  jurisdictionId: string,
  ways: readonly WayBack[],
): Promise<number> {
  let count = 0
  for (const way of ways) count += (await go(call, jurisdictionId, way, false)).length
  return count
}

/** as many as one call takes */
const mostAtOnce = 500

async function go(call: Client, jurisdictionId: string, way: WayBack, isPreview: boolean): Promise<Moved[]> {
  const gone: Moved[] = []
  for (let first = 0; first < way.requests.length; first += mostAtOnce) {
    const requests = way.requests.slice(first, first + mostAtOnce)
    const { moved } = await call(changeRequestStatuses, {
      params: { jurisdictionId },
      body: { status: way.status, requests, isPreview },
    })
    gone.push(...moved)
  }
  return gone
}
