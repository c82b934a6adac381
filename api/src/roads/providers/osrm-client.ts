import type { z } from 'zod'
import type { LonLat } from '../../geo/lon-lat.ts'
import type { Profile } from '../travel-times.ts'
import { FailedAnswer } from './osrm-answers.ts'

const TIMEOUT_MS = 20_000
/** An answer for 500 × 500 is about 5 MB. */
const MOST_BYTES = 64 * 2 ** 20
/** The path's profile; a stock server ignores it and serves the one it was built for. */
const PROFILE_NAMES: Record<Profile, string> = { van: 'driving', truck: 'driving', foot: 'foot' }
/** Answers that mean that there is no way, not that something broke. */
const NO_WAY = new Set(['NoRoute', 'NoSegment', 'NoTable'])

export type OsrmService = 'table' | 'route' | 'nearest'

/** Asks one service of an OSRM server. Null if it knows no way; throws if it cannot be asked. */
export async function askOsrm<Answer>(
  baseUrl: string,
  service: OsrmService,
  profile: Profile,
  points: readonly LonLat[],
  query: Record<string, string>,
  schema: z.ZodType<Answer>,
): Promise<Answer | null> {
  const coordinates = points.map(([lon, lat]) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(';')
  const base = baseUrl.replace(/\/+$/, '')
  const url = `${base}/${service}/v1/${PROFILE_NAMES[profile]}/${coordinates}?${new URLSearchParams(query)}`
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' })
  const body: unknown = JSON.parse(await readBounded(response))
  const failed = FailedAnswer.safeParse(body)
  if (failed.success && NO_WAY.has(failed.data.code)) return null
  if (failed.success && failed.data.code !== 'Ok') {
    throw new Error(`OSRM ${service}: ${failed.data.code} ${failed.data.message ?? ''}`.trim())
  }
  if (!response.ok) throw new Error(`OSRM ${service}: status ${response.status}`)
  const answer = schema.safeParse(body)
  if (!answer.success) throw new Error(`OSRM ${service}: unexpected answer: ${answer.error.message}`)
  return answer.data
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Error(`OSRM answered more than ${MOST_BYTES} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
