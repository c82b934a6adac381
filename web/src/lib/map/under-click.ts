import type { MapGeoJSONFeature } from 'maplibre-gl'

export type Found = Pick<MapGeoJSONFeature, 'id' | 'source' | 'geometry'>

/** pixels: a hand that clicks again is not quite where it was */
const steady = 4

/**
 * What a click means where several points lie under it: the uppermost, and with each further click there the next one
 * below. What is opened is drawn uppermost, so what had its turn is remembered and not counted from above.
 */
export class UnderClick {
  #at: { x: number; y: number } = { x: Infinity, y: Infinity }
  #had = new Set<string>()

  /** `found` from above, the same thing perhaps by several of its layers; the second of a double click is no new one. */
  pick<Feature extends Found>(
    found: readonly Feature[],
    at: { x: number; y: number },
    isDouble = false,
  ): Feature | undefined {
    const isHere = Math.hypot(at.x - this.#at.x, at.y - this.#at.y) <= steady
    if (!isHere) {
      this.#at = { x: at.x, y: at.y }
      this.#had.clear()
    }
    const points = found.filter(isPoint)
    if (!points.length || found[0] !== points[0]) return found[0]
    if (isDouble || points.every((point) => this.#had.has(keyOf(point)))) this.#had.clear()
    const next = points.find((point) => !this.#had.has(keyOf(point)))!
    this.#had.add(keyOf(next))
    return next
  }
}

/** How many things stand in exactly this one's place, itself among them: no zoom takes them apart. */
export function countInPlace(found: readonly Found[], one: Found): number {
  const place = isPoint(one) ? String(one.geometry.coordinates) : null
  const same = found.filter(
    (other) => isPoint(other) && other.source === one.source && String(other.geometry.coordinates) === place,
  )
  return new Set(same.map(keyOf)).size
}

function isPoint<Feature extends Found>(
  feature: Feature,
): feature is Feature & { geometry: { type: 'Point' } } {
  return feature.geometry.type === 'Point' && feature.id !== undefined
}

const keyOf = ({ source, id }: Found) => `${source} ${id}`
