import type { LonLat } from '@dromos/api/contract'

/** What is shown on the map with a pointer: where a crew's day begins or ends, or the area it keeps to. */
class MapDraft {
  kind = $state<'start' | 'end' | 'zone' | null>(null)
  /** of the area that is drawn */
  ring = $state.raw<LonLat[] | null>(null)
  #onpoint: (point: LonLat) => void = () => {}

  get isOn(): boolean {
    return this.kind !== null
  }

  askForPoint(kind: 'start' | 'end', onpoint: (point: LonLat) => void): void {
    this.#onpoint = onpoint
    this.kind = kind
  }

  askForArea(ring: LonLat[] | null): void {
    this.ring = ring
    this.kind = 'zone'
  }

  point(at: LonLat): void {
    this.kind = null
    this.#onpoint(at)
  }

  end(): void {
    this.kind = null
    this.ring = null
  }
}

export const mapDraft = new MapDraft()
