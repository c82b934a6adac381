import { mediaPath, type RunSheet } from '@dromos/api/contract'
import { tilesOfRoute } from './pack-tiles.ts'

/** Where what is kept lies: the service worker's caches, or a test's. */
export interface PackShelf {
  /** addresses without their origin */
  kept(): Promise<ReadonlySet<string>>
  /** asks the network and keeps the answer; its size, or a throw when there is none */
  fetch(url: string): Promise<number>
  /** how map tiles are asked for: "{z}/{x}/{y}" in an address that names their version */
  tiles(): Promise<{ template: string; maxZoom: number }>
}

/** so many are asked for at once: a tablet has other work */
const atOnce = 4

/** All that a day needs without a network, fetched ahead: what is there already is not fetched again. */
export class DayPack {
  state = $state<'idle' | 'working' | 'ready' | 'incomplete'>('idle')
  done = $state(0)
  total = $state(0)
  /** of what was fetched this time */
  bytes = $state(0)
  #running: Promise<void> | undefined
  readonly #shelf: PackShelf

  constructor(shelf: PackShelf) {
    this.#shelf = shelf
  }

  /** Fetches what is missing; called again while it runs, it is one run. */
  refresh(sheet: RunSheet): Promise<void> {
    this.#running ??= this.#fill(sheet).finally(() => (this.#running = undefined))
    return this.#running
  }

  async #fill(sheet: RunSheet): Promise<void> {
    Object.assign(this, { state: 'working', done: 0, total: 0, bytes: 0 })
    try {
      const wanted = await this.#wanted(sheet)
      this.total = wanted.length
      const kept = await this.#shelf.kept()
      const missing = wanted.filter((url) => !kept.has(url))
      this.done = wanted.length - missing.length
      await Promise.all(Array.from({ length: atOnce }, () => this.#fetchAll(missing)))
      this.state = this.done === this.total ? 'ready' : 'incomplete'
    } catch {
      this.state = 'incomplete'
    }
  }

  async #wanted({ jurisdictionId, routeGeometry, visits, depot }: RunSheet): Promise<string[]> {
    const pictures = visits.flatMap(({ requests, proof, attachments = [] }) => [
      ...[
        ...requests.flatMap(({ media }) => media),
        ...proof,
        ...attachments.filter((each) => !each.document),
      ].map(({ id }) => mediaPath(jurisdictionId, id, 'small')),
      // a drawing is read large, a document whole
      ...attachments.map(({ id }) => mediaPath(jurisdictionId, id)),
    ])
    const { template, maxZoom } = await this.#shelf.tiles()
    const stops = visits.map(({ location }) => location)
    const line = routeGeometry?.coordinates ?? []
    const tiles = visits.length === 0 ? [] : tilesOfRoute(line, [depot.location, ...stops], maxZoom)
    const urls = tiles.map(({ z, x, y }) =>
      template.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y)),
    )
    return [...pictures, ...urls]
  }

  /** One that cannot be had leaves the others; without a network they all end soon. */
  async #fetchAll(missing: string[]): Promise<void> {
    for (let url = missing.shift(); url !== undefined; url = missing.shift()) {
      const bytes = await this.#shelf.fetch(url).catch(() => null)
      if (bytes === null) continue
      this.bytes += bytes
      this.done += 1
    }
  }
}
