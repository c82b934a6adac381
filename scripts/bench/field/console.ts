import { setTimeout as wait } from 'node:timers/promises'
import {
  createClient,
  listCrewPositions,
  listRequests,
  listWorkOrders,
  type Client,
} from '@dromos/api/contract'
import { cityId } from '../../../api/src/testing/city.ts'
import { signIn } from './sign-in.ts'

const params = { jurisdictionId: cityId }
const everyMilliseconds = 250

/** A dispatcher's screen: asks for what the console asks for, again and again, and times each answer. */
export class Console {
  readonly #client: Client
  #milliseconds: number[] = []
  #isOpen = true

  static async open(origin: string, email: string): Promise<Console> {
    const cookies = await signIn(origin, email)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Console(createClient({ baseUrl: `${origin}/api`, headers: { cookie } }))
  }

  private constructor(client: Client) {
    this.#client = client
  }

  /** Until it is told to close. */
  async watch(): Promise<void> {
    const calls = [
      () => this.#client(listWorkOrders, { params, query: {} }),
      () => this.#client(listRequests, { params, query: {} }),
      () => this.#client(listCrewPositions, { params }),
    ]
    for (let turn = 0; this.#isOpen; turn++) {
      const began = performance.now()
      await calls[turn % calls.length]!()
      this.#milliseconds.push(performance.now() - began)
      await wait(everyMilliseconds)
    }
  }

  close(): void {
    this.#isOpen = false
  }

  /** What it measured since it was last asked, in milliseconds. */
  take(): { calls: number; p50: number; p95: number; most: number } {
    const sorted = this.#milliseconds.sort((a, b) => a - b)
    this.#milliseconds = []
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
    return { calls: sorted.length, p50: at(0.5), p95: at(0.95), most: at(1) }
  }
}
