import type { Client } from '@dromos/api/contract'
import type { Live } from '#lib/city/live.svelte.ts'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import type { MovingMark } from '#lib/map/moving-marks.ts'
import { crewMarks, type NamedCrew } from '#lib/plan/crew-marks.ts'
import { CrewPositions } from '#lib/plan/crew-positions.svelte.ts'
import type { Planning } from '#lib/plan/planning.svelte.ts'
import { CrewTrack, trackOverlay } from './crew-track.svelte.ts'
import { crewsNowOnMap } from './crews-on-map.ts'
import type { DayWatch } from './day-watch.svelte.ts'

const trackMilliseconds = 60_000

interface Given {
  call: Client
  dispatch: Dispatch
  planning: Planning
  watch: DayWatch
  nameOf: (crewId: number) => NamedCrew | null
}

/** Where crews are, were last as they told, and went. */
export class LiveOnMap {
  readonly positions: CrewPositions
  readonly track: CrewTrack
  readonly #given: Given

  constructor(given: Given) {
    const { id } = given.dispatch.city
    this.#given = given
    this.positions = new CrewPositions(given.call, id)
    this.track = new CrewTrack(id, given.call)
  }

  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    const stop = this.positions.follow(live)
    const timer = setInterval(() => void this.track.points.refresh(), trackMilliseconds)
    return () => {
      stop()
      clearInterval(timer)
    }
  }

  get hasTrack(): boolean {
    return (this.track.points.value?.length ?? 0) > 1
  }

  get overlays(): MapOverlay[] {
    const { dispatch, planning, watch } = this.#given
    const { positions, track } = this
    return [
      ...(this.hasTrack ? [trackOverlay(track.points.value!)] : []),
      ...(watch.isShown(planning.detail.value)
        ? [crewsNowOnMap(watch, planning, dispatch, positions.crewIds)]
        : []),
    ]
  }

  get marks(): MovingMark[] {
    return crewMarks(this.positions.items, this.#given.nameOf, this.positions.now)
  }
}
