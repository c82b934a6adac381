import { setTimeout as wait } from 'node:timers/promises'
import { ApiError, createClient, reportRequest, type Client } from '@dromos/api/contract'
import { demoPassword } from '../seed/write-accounts.ts'
import { answer } from './answers.ts'
import type { CityModel, Spot } from './city-model.ts'
import { habitOf } from './faults.ts'
import { weightedIndex, type Random } from './random.ts'
import type { Spots } from './spots.ts'
import { describe } from './wording.ts'

export interface LiveOptions {
  model: CityModel
  spots: Spots
  random: Random
  /** where the product answers, "http://localhost:3000" */
  url: string
  perMinute: number
  signal: AbortSignal
  onReport: (text: string) => void
}

interface LiveFault {
  service: number
  spot: Spot
}

const repeatShare = 0.15
const remembered = 40

const phoneShare = 0.35

/**
 * Reports as citizens do, through the product's own doors, until told to stop: some on the web, some by telephone
 * to the demo's agent. What the web turns away because too much comes from one address is telephoned.
 */
export async function reportLive(options: LiveOptions): Promise<void> {
  const { model, random, url, perMinute, signal, onReport } = options
  const baseUrl = `${url.replace(/\/$/, '')}/api`
  const web = createClient({ baseUrl })
  const agent = await signIn(baseUrl, `agent@${model.id}.demo`)
  const drawService = weightedIndex(model.services.map(({ code }) => habitOf(code).share))
  const recent: LiveFault[] = []
  while (!signal.aborted) {
    const fault = nextFault(options, recent, drawService)
    try {
      const publicId = await report(options, { web, agent }, fault)
      onReport(`${publicId}  ${model.services[fault.service].code}  ${fault.spot.address ?? ''}`)
      recent.unshift(fault)
      recent.length = Math.min(recent.length, remembered)
    } catch (error) {
      onReport(`not taken: ${reasonOf(error)}`)
    }
    await wait((random.exponential() * 60_000) / perMinute, undefined, { signal }).catch(() => {})
  }
}

/** As one of the demo's staff; null where there is no such account. */
async function signIn(baseUrl: string, email: string): Promise<Client | null> {
  const response = await fetch(`${baseUrl}/auth/sign-in/email`, {
    method: 'POST',
    // better-auth takes a sign-in that names no origin for a forged one
    headers: { 'content-type': 'application/json', origin: new URL(baseUrl).origin },
    body: JSON.stringify({ email, password: demoPassword }),
  }).catch(() => null)
  if (!response?.ok) return null
  const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0])
  return createClient({ baseUrl, headers: { cookie: cookie.join('; ') } })
}

async function report(
  options: LiveOptions,
  { web, agent }: { web: Client; agent: Client | null },
  fault: LiveFault,
): Promise<string> {
  const { model, random } = options
  const params = { jurisdictionId: model.id }
  const body = bodyOf(options, fault)
  const byPhone = async (taker: Client) =>
    (await taker(reportRequest, { params, body: { ...body, channel: 'phone' } })).publicId
  if (agent && random.chance(phoneShare)) return byPhone(agent)
  try {
    return (await web(reportRequest, { params, body })).publicId
  } catch (error) {
    if (!agent || !(error instanceof ApiError) || error.problem.status !== 429) throw error
    return byPhone(agent)
  }
}

function nextFault(
  { spots, random, model }: LiveOptions,
  recent: readonly LiveFault[],
  drawService: (random: Random) => number,
) {
  if (recent.length > 0 && random.chance(repeatShare)) {
    const { service, spot } = random.pick(recent)
    return { service, spot: spots.along(random, spot, (random.unit() - 0.5) * 30) }
  }
  const service = drawService(random)
  return { service, spot: spots.draw(random, habitOf(model.services[service].code).affinity) }
}

function bodyOf({ model, random }: LiveOptions, { service, spot }: LiveFault) {
  const language = random.chance(0.1) ? ('en' as const) : ('el' as const)
  const asked = model.services[service]
  return {
    idempotencyKey: uuidFrom(random),
    serviceCode: asked.code,
    location: [...spot.point] as [number, number],
    description: describe(random, asked.code, language),
    attributes: answer(random, asked) as Record<string, string | number | string[]>,
    language,
    channel: random.chance(0.6) ? ('app' as const) : ('web' as const),
  }
}

/** RFC 9562, version 4, from our own stream. */
function uuidFrom(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16))
  hex[12] = '4'
  hex[16] = random.pick(['8', '9', 'a', 'b'])
  const text = hex.join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  )
}

function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return error.problem.title
  return error instanceof Error ? error.message : String(error)
}
