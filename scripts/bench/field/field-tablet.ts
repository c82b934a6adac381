import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@dromos/api/contract'
import { cityId } from '../../../api/src/testing/city.ts'
import { openMemoryStore } from '../../../web/src/lib/crew/memory-store.ts'
import { Outbox, type Tap } from '../../../web/src/lib/crew/outbox.ts'
import { photoSender } from '../../../web/src/lib/crew/send-photo.ts'
import { password, type BenchCrew } from './bench-city.ts'

/** five taps a stop; its end has the photos */
const taps: Tap[] = [
  { kind: 'en_route' },
  { kind: 'arrive' },
  { kind: 'start' },
  { kind: 'stop' },
  { kind: 'done' },
]

/** One tablet: the crew app's own outbox, in the memory of the bench. */
export class FieldTablet {
  readonly statuses: number[] = []
  /** calls that got no answer */
  cuts = 0
  readonly taken: { opId: string; visitId: number; mediaIds: string[] }[] = []
  readonly #store
  readonly #outbox: Outbox
  readonly #crew: BenchCrew
  #waitSeconds = 0
  readonly #cookies = new Map<string, string>()

  static async signIn(origin: string, crew: BenchCrew): Promise<FieldTablet> {
    const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email: crew.email, password }),
    })
    if (!answer.ok) throw new Error(`sign-in answered ${answer.status}`)
    const tablet = new FieldTablet(origin, crew)
    tablet.#keepCookies(answer)
    return tablet
  }

  private constructor(origin: string, crew: BenchCrew) {
    this.#crew = crew
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

  /** As the app does: tries until nothing is left, and waits when it is told to. */
  async sendAll(): Promise<void> {
    while ((await this.#left()) > 0) {
      this.#waitSeconds = 1
      await this.#outbox.send().catch(() => wait(this.#waitSeconds * (500 + Math.random() * 1000)))
    }
  }

  async #left(): Promise<number> {
    return (await this.#store.operations(cityId)).length + (await this.#store.photos(cityId)).length
  }

  async #fetch(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init?.headers as Record<string, string>), cookie }
    const answer = await fetch(input, { ...init, headers }).catch((failure: unknown) => {
      this.cuts++
      throw failure
    })
    this.#keepCookies(answer)
    this.statuses.push(answer.status)
    this.#waitSeconds = Number(answer.headers.get('retry-after')) || this.#waitSeconds
    return answer
  }

  /** As a browser does: what the city renews is sent from then on. */
  #keepCookies(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = ''] = pair.split('=', 1)
      this.#cookies.set(name, pair.slice(name.length + 1))
    }
  }
}
