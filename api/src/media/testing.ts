import { randomUUID } from 'node:crypto'
import { fillPath, uploadMedia } from '../contract/index.ts'
import { cityId, type TestApi } from '../testing.ts'

/** Sends a file, whatever it is, under an id of its own unless told otherwise. */
export function putMedia(
  { origin }: Pick<TestApi, 'origin'>,
  body: string | Uint8Array,
  { id = randomUUID() as string, kind = 'report', headers = {} as Record<string, string> } = {},
): Promise<Response> {
  const path = fillPath(uploadMedia.path, { jurisdictionId: cityId, mediaId: id })
  // what is refused may be answered before it has arrived
  const options = { method: 'PUT', body, headers, duplex: 'half' }
  return fetch(`${origin}/api${path}?kind=${kind}`, options as RequestInit)
}
