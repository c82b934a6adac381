import { listCrewPositions, type Client, type CrewPosition } from '@dromos/api/contract'
import type { Live } from '#lib/city/live.svelte.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'

const ageMilliseconds = 10_000

/** Where the crews in a shift were last, kept current while it is looked at: each look is written down for them. */
export class CrewPositions {
  items = $state.raw<CrewPosition[]>([])
  /** moves on also while nothing is heard */
  now = $state(Date.now())
  /** as a text, which stays the same while crews only move */
  readonly #crewIds = $derived(
    this.items
      .map(({ crewId }) => crewId)
      .sort((a, b) => a - b)
      .join(' '),
  )
  readonly crewIds = $derived(new Set(this.#crewIds.split(' ').filter(Boolean).map(Number)))
  readonly #client: Client
  readonly #params: { jurisdictionId: string }

  constructor(client: Client, jurisdictionId: string) {
    this.#client = client
    this.#params = { jurisdictionId }
  }

  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    let isOver = false
    const load = async () => {
      // a map without crews says enough when this cannot be read
      const answer = await this.#client(listCrewPositions, { params: this.#params }).catch(() => null)
      this.now = Date.now()
      if (answer && !isOver) this.items = answer.items
    }
    const again = afterQuiet(() => void load(), { pause: 300, longest: 1000 })
    void load()
    const clock = setInterval(() => (this.now = Date.now()), ageMilliseconds)
    const stops = [live.on('crew_position', again), live.onResync(again)]
    return () => {
      isOver = true
      this.items = []
      again.stop()
      clearInterval(clock)
      stops.forEach((stop) => stop())
    }
  }
}
