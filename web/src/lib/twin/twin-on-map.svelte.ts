import type { Crew } from '@dromos/api/contract'
import { around } from '#lib/closures/around.ts'
import type { MovingMark } from '#lib/map/moving-marks.ts'
import { routeColour } from '#lib/map/palette.ts'
import { routeOverlay, type RouteOnMap } from '#lib/map/route-layers.ts'
import { crewMarks } from '#lib/plan/crew-marks.ts'
import { stopStateAt } from './timed-route.ts'
import type { Twin } from './twin.svelte.ts'

interface Given {
  twin: Twin
  crew: (id: number) => Crew | undefined
  nameOf: (crewId: number) => { name: string; color: number } | null
  selected: () => { crewId: number | null; orderId: number | null }
}

/** The replay on the map: what changes with every picture is only where the crews are, and that is drawn over it. */
export class TwinOnMap {
  readonly #given: Given
  /** what has become of each stop so far, as a text that changes only with it; a capital is late */
  readonly #states = $derived.by(() => {
    const { routes, clock, marks } = this.#given.twin
    return routes
      .map(({ stops }, index) =>
        stops.map((stop, at) => {
          const [letter] = stopStateAt(stop, clock.at)
          return marks[index]![at]!.isLate ? letter!.toUpperCase() : letter
        }),
      )
      .map((letters) => letters.join(''))
      .join(' ')
  })
  readonly #routes = $derived.by((): RouteOnMap[] => {
    const { twin, crew } = this.#given
    return twin.routes.map((route, index) => ({
      id: route.crewId,
      colour: routeColour(crew(route.crewId)?.color ?? 0),
      line: route.line,
      stops: route.stops.map(({ stop, number }, at) => {
        const letter = this.#states.split(' ')[index]?.[at] ?? ''
        return {
          id: stop.workOrderId,
          number,
          lon: stop.location[0],
          lat: stop.location[1],
          state: stateOf(letter.toLowerCase()),
          isLate: letter !== letter.toLowerCase(),
        }
      }),
    }))
  })
  readonly ways = $derived.by(() => {
    const { crewId, orderId } = this.#given.selected()
    return routeOverlay({ routes: this.#routes, selectedRouteId: crewId, selectedStopId: orderId })
  })

  readonly bounds = $derived.by(() => around(this.#given.twin.routes.flatMap(({ line }) => line)))

  constructor(given: Given) {
    this.#given = given
  }

  /** of the day that is seen again, whichever run of it */
  get key(): string {
    return `replay ${this.#given.twin.replay.key}`
  }

  get marks(): MovingMark[] {
    const { twin, nameOf } = this.#given
    const { at } = twin.clock
    const measuredAt = new Date(at).toISOString()
    const positions = twin.moments
      .filter(({ state }) => state !== 'waiting' && state !== 'home')
      .map(({ crewId, place }) => ({ crewId, location: place, measuredAt }))
    return crewMarks(positions, nameOf, at, { isDated: false })
  }
}

function stateOf(letter: string): 'ahead' | 'done' | 'failed' {
  return letter === 'd' ? 'done' : letter === 'f' ? 'failed' : 'ahead'
}
