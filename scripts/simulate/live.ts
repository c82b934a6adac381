import { setTimeout as wait } from 'node:timers/promises'
import { ApiError, createClient, reportRequest } from '@dromos/api/contract'
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

/** Reports as citizens do, through the product's own door, until told to stop. */
export async function reportLive(options: LiveOptions): Promise<void> {
  const { model, random, url, perMinute, signal, onReport } = options
  const call = createClient({ baseUrl: `${url.replace(/\/$/, '')}/api` })
  const drawService = weightedIndex(model.services.map(({ code }) => habitOf(code).share))
  const recent: LiveFault[] = []
  while (!signal.aborted) {
    const fault = nextFault(options, recent, drawService)
    try {
      const { publicId } = await call(reportRequest, {
        params: { jurisdictionId: model.id },
        body: bodyOf(options, fault),
      })
      onReport(`${publicId}  ${model.services[fault.service].code}  ${fault.spot.address ?? ''}`)
      recent.unshift(fault)
      recent.length = Math.min(recent.length, remembered)
    } catch (error) {
      onReport(`not taken: ${reasonOf(error)}`)
    }
    await wait((random.exponential() * 60_000) / perMinute, undefined, { signal }).catch(() => {})
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
