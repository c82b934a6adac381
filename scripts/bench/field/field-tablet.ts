import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@dromos/api/contract'
import { cityId } from '../../../api/src/testing/city.ts'
import { openMemoryStore } from '../../../web/src/lib/crew/memory-store.ts'
import { Outbox, type Tap } from '../../../web/src/lib/crew/outbox.ts'
import { photoSender } from '../../../web/src/lib/crew/send-photo.ts'
import type { Random } from '../../simulate/random.ts'
import type { BenchCrew } from './bench-city.ts'
import { lightFetch } from './light-fetch.ts'
import { keepCookies, signIn } from './sign-in.ts'
import type { TakenTap } from './tablets.ts'

/** five taps a stop; its end has the photos */
const taps: Tap[] = [
  { kind: 'en_route' },
  { kind: 'arrive' },
  { kind: 'start' },
  { kind: 'stop' },
  { kind: 'done' },
]

const fetchAtOnce = lightFetch(1000)

/** One tablet: the crew app's own outbox, in the memory of the bench. */
export class FieldTablet {
  readonly statuses: number[] = []
  /** calls that got no answer */
  cuts = 0
  readonly taken: TakenTap[] = []
  readonly #store
  readonly #outbox: Outbox
  readonly #crew: BenchCrew
  readonly #random: Random
  readonly #cookies: Map<string, string>

  static async signIn(origin: string, crew: BenchCrew, random: Random): Promise<FieldTablet> {
    return new FieldTablet(origin, crew, random, await signIn(origin, crew.email))
  }

  private constructor(origin: string, crew: BenchCrew, random: Random, cookies: Map<string, string>) {
    this.#crew = crew
    this.#random = random
    this.#cookies = cookies
    this.#store = openMemoryStore(`bench-${crew.email}`)
    const client = createClient({
      baseUrl: `${origin}/api`,
      fetch: (input, init) => this.#fetch(input, init),
    })
    this.#outbox = new Outbox(client, this.#store, { jurisdictionId: cityId, upload: photoSender(client) })
  }

  async workOffline(photosOfAStop: number, photo: () => Blob): Promise<void> {
    for (const visitId of this.#crew.visitIds)
      for (const tap of taps) {
        const pictures =
          tap.kind === 'done' ? Array.from({ length: photosOfAStop }, () => ({ picture: photo() })) : []
        const opId = await this.#outbox.record({ id: visitId, version: 1 }, tap, pictures)
        this.taken.push({ opId, visitId, mediaIds: [] })
      }
    for (const photo of await this.#store.photos(cityId))
      this.taken.find(({ opId }) => opId === photo.opId)!.mediaIds.push(photo.mediaId)
    await this.#outbox.release()
  }

  /** As the app does: tries until nothing is left; its outbox waits by itself when it is told to. */
  async sendAll(): Promise<void> {
    while ((await this.#left()) > 0)
      await this.#outbox.send().catch(() => wait(500 + this.#random.unit() * 1000))
  }

  async #left(): Promise<number> {
    return (await this.#store.operations(cityId)).length + (await this.#store.photos(cityId)).length
  }

  async #fetch(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init?.headers as Record<string, string>), cookie }
    const answer = await fetchAtOnce(input, { ...init, headers }).catch((failure: unknown) => {
      this.cuts++
      throw failure
    })
    keepCookies(this.#cookies, answer)
    this.statuses.push(answer.status)
    return answer
  }
}
