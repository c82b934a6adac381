import { mostZoneCorners, type LonLat } from '@dromos/api/contract'
import { cornersOf } from './corners-of.ts'
import { close, crosses, moveCorner, nearestSide } from './ring.ts'

export type Shape = 'point' | 'box' | 'area'
type Pixel = [x: number, y: number]

/** What a drawing needs of a map. */
export interface Ground {
  toPixel(place: LonLat): Pixel
  toPlace(pixel: Pixel): LonLat
  panBy(step: Pixel): void
  /** whether the map is to be seen there, and nothing floats over it */
  isOpen(pixel: Pixel): boolean
}

/** What has just been done, to be told. */
export type News =
  | { kind: 'corner' | 'held' | 'put' | 'removed' | 'moved'; number: number }
  | { kind: 'taken back' | 'done'; count: number }
  | { kind: 'crossing' | 'few' | 'full' | 'dropped' | 'kept' }

interface Given {
  ground: Ground
  shape: Shape
  /** the area that is changed; null while it is drawn */
  ring: () => LonLat[] | null
  ondone: (points: LonLat[], isAdding: boolean) => void
  onnews: (news: News) => void
}

/** pixels that the cross goes by one key, and by one with Shift */
const step = { wide: 24, fine: 4 }
/** pixels between the cross and a corner that it is at */
const near = 9

/** A drawing made by keys: a cross that arrows move over the map, and corners that are set where it stands. */
export class KeyDrawing {
  at = $state.raw<LonLat>([0, 0])
  corners = $state.raw<LonLat[]>([])
  /** the corner of the area that goes with the cross */
  held = $state<number | null>(null)
  readonly #given: Given

  constructor(given: Given) {
    this.#given = given
  }

  begin(at: LonLat): void {
    this.at = at
  }

  /** What is drawn so far, the cross included: a line, or a ring. */
  get outline(): LonLat[] {
    const ring = this.#given.ring()
    if (ring) return this.held === null ? [] : moveCorner(ring, this.held, this.at)
    const [first] = this.corners
    if (this.#given.shape === 'box' && first) return close(cornersOf(first, this.at))
    return this.corners.length > 0 ? [...this.corners, this.at] : []
  }

  /** Corners that are set, as they are to be seen. */
  get shown(): LonLat[] {
    return this.#given.ring()?.slice(0, -1) ?? this.corners
  }

  move([right, down]: Pixel, isFine: boolean): void {
    const { ground } = this.#given
    const by = isFine ? step.fine : step.wide
    const [x, y] = ground.toPixel(this.at)
    const next: Pixel = [x + right * by, y + down * by]
    this.at = ground.toPlace(next)
    // at the edge the map goes on beneath the cross
    if (!ground.isOpen(next)) ground.panBy([right * by, down * by])
  }

  enter(isAdding: boolean): void {
    if (this.#given.ring()) return this.held === null ? this.#take() : this.#put()
    const { shape, ondone } = this.#given
    const [first] = this.corners
    if (shape === 'point') return ondone([this.at], isAdding)
    if (shape === 'box' && first) {
      if (this.#isNear(first)) return this.#tell({ kind: 'few' })
      return this.#finish(cornersOf(first, this.at), isAdding)
    }
    // at the first corner again, or twice at the last, the area is closed
    if ([first, this.corners.at(-1)].some((corner) => corner && this.#isNear(corner)))
      return this.#finish(this.corners, isAdding)
    if (this.corners.length >= mostZoneCorners) return this.#finish(this.corners, isAdding)
    this.corners = [...this.corners, this.at]
    this.#tell({ kind: 'corner', number: this.corners.length })
  }

  /** Takes back the corner that was set last, or puts back or removes the one at the cross. */
  back(): void {
    const ring = this.#given.ring()
    if (!ring) {
      this.corners = this.corners.slice(0, -1)
      return this.#tell({ kind: 'taken back', count: this.corners.length })
    }
    if (this.held !== null) return this.#putBack()
    const index = this.#cornerHere(ring)
    if (index < 0) return
    const corners = ring.slice(0, -1).filter((_, each) => each !== index)
    const next = close(corners)
    if (corners.length < 3) return this.#tell({ kind: 'few' })
    if (crosses(next)) return this.#tell({ kind: 'crossing' })
    this.#given.ondone(next, false)
    this.#tell({ kind: 'removed', number: index + 1 })
  }

  /** Gives up what is begun; false when there is nothing to give up. */
  escape(): boolean {
    if (this.held !== null) this.#putBack()
    else if (this.corners.length > 0) {
      this.corners = []
      this.#tell({ kind: 'dropped' })
    } else return false
    return true
  }

  /** Leads the cross to the next corner, or the one before. */
  goTo(way: 1 | -1): void {
    const corners = this.shown
    if (corners.length === 0 || this.held !== null) return
    const here = corners.findIndex((corner) => this.#isNear(corner))
    const start = here < 0 && way < 0 ? 0 : here
    const index = (start + way + corners.length) % corners.length
    this.at = corners[index]!
    this.#tell({ kind: 'moved', number: index + 1 })
  }

  #take(): void {
    const ring = this.#given.ring()!
    const index = this.#cornerHere(ring)
    if (index >= 0) {
      this.held = index
      this.at = ring[index]!
      return this.#tell({ kind: 'held', number: index + 1 })
    }
    if (ring.length > mostZoneCorners) return this.#tell({ kind: 'full' })
    const behind = nearestSide(ring, this.at)
    const next = [...ring.slice(0, behind + 1), this.at, ...ring.slice(behind + 1)]
    if (crosses(next)) return this.#tell({ kind: 'crossing' })
    this.#given.ondone(next, false)
    this.#tell({ kind: 'corner', number: behind + 2 })
  }

  #put(): void {
    const index = this.held!
    const next = moveCorner(this.#given.ring()!, index, this.at)
    if (crosses(next)) return this.#tell({ kind: 'crossing' })
    this.held = null
    this.#given.ondone(next, false)
    this.#tell({ kind: 'put', number: index + 1 })
  }

  #putBack(): void {
    const [ring, index] = [this.#given.ring(), this.held]
    if (ring && index !== null) this.at = ring[index]!
    this.held = null
    this.#tell({ kind: 'kept' })
  }

  #finish(corners: LonLat[], isAdding: boolean): void {
    if (corners.length < 3) return this.#tell({ kind: 'few' })
    const ring = close(corners)
    if (crosses(ring)) return this.#tell({ kind: 'crossing' })
    this.corners = []
    this.#given.ondone(ring, isAdding)
    this.#tell({ kind: 'done', count: corners.length })
  }

  #cornerHere(ring: LonLat[]): number {
    return ring.slice(0, -1).findIndex((corner) => this.#isNear(corner))
  }

  #isNear(corner: LonLat): boolean {
    const { ground } = this.#given
    const [[ax, ay], [bx, by]] = [ground.toPixel(corner), ground.toPixel(this.at)]
    return Math.hypot(ax - bx, ay - by) <= near
  }

  #tell(news: News): void {
    this.#given.onnews(news)
  }
}
