import type { Crew, RequestRow, Service, Shift } from '@dromos/api/contract'
import {
  deriveOrder,
  type DerivedOrder,
  type OrderedService,
} from '../../api/src/work-orders/derive-order.ts'

/** Requests that would become one order. */
export interface Work {
  requests: RequestRow[]
  hotspotId?: number
  order: DerivedOrder
}

interface Room {
  needs: ReadonlySet<string>
  capacityM3: number
  capacityKg: number
  allMinutes: number
  /** not yet spent */
  minutes: number
}

/** on the road before each stop */
const travelMinutes = 5
/** leaving the depot and coming back */
const depotMinutes = 20
/** beyond this an order is a day's work of its own */
export const longestMinutes = 240

/** A day's crews and how much work each can still take; says which orders fit a dispatcher's day. */
export class DayWork {
  readonly #rooms: Room[]
  readonly #services: ReadonlyMap<string, OrderedService>

  constructor(crews: readonly Crew[], shifts: readonly Shift[], services: readonly Service[]) {
    this.#rooms = crews.flatMap((crew) => {
      const own = shifts.filter(({ crewId }) => crewId === crew.id)
      return own.length === 0 ? [] : [roomOf(crew, own)]
    })
    this.#services = new Map(services.map((service) => [service.code, { ...service, name: service.nameEl }]))
  }

  get crewCount(): number {
    return this.#rooms.length
  }

  /** The order for as many of the requests as a crew can do in a few hours with its vehicle; null for none. */
  describe(requests: RequestRow[], hotspotId?: number): Work | null {
    for (let count = requests.length; count > 0; count--) {
      const work = this.#whole(requests.slice(0, count), hotspotId)
      if (work.order.durationMinutes <= longestMinutes && this.isPossible(work)) return work
    }
    return null
  }

  /** The order for all of the requests, where skills are there but no vehicle is large enough; else null. */
  describeTooLarge(requests: RequestRow[], hotspotId?: number): Work | null {
    const work = this.#whole(requests, hotspotId)
    const isSkilled = this.#rooms.some((room) => needsOf(work.order).every((need) => room.needs.has(need)))
    return isSkilled && !this.isPossible(work) && work.order.durationMinutes <= longestMinutes ? work : null
  }

  #whole(requests: RequestRow[], hotspotId?: number): Work {
    const dated = requests.map((request) => ({ ...request, dueAt: new Date(request.dueAt) }))
    return { requests, hotspotId, order: deriveOrder(dated, this.#services) }
  }

  /** Gives the work to the able crew with most time left; false where none has enough of that share of its day. */
  take({ order }: Work, share = 1): boolean {
    const [roomiest] = this.#able(order).sort((a, b) => b.minutes - a.minutes)
    const minutes = order.durationMinutes + order.setupMinutes + travelMinutes
    if (!roomiest || roomiest.minutes - roomiest.allMinutes * (1 - share) < minutes) return false
    roomiest.minutes -= minutes
    return true
  }

  /** Skills and equipment are there, though perhaps not the time. */
  isPossible({ order }: Work): boolean {
    return this.#able(order).length > 0
  }

  #able(order: DerivedOrder): Room[] {
    return this.#rooms.filter(
      ({ needs, capacityM3, capacityKg }) =>
        needsOf(order).every((need) => needs.has(need)) &&
        order.loadM3 <= capacityM3 &&
        order.loadKg <= capacityKg,
    )
  }
}

function roomOf(crew: Crew, shifts: readonly Shift[]): Room {
  const minutes = shifts.reduce(
    (sum, { startsAt, endsAt, breakMinutes }) =>
      sum + (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000 - breakMinutes,
    0,
  )
  return {
    needs: new Set([...crew.skills, ...(crew.vehicle?.features ?? [])]),
    capacityM3: crew.vehicle?.capacityM3 ?? 0,
    capacityKg: crew.vehicle?.capacityKg ?? 0,
    allMinutes: minutes - depotMinutes,
    minutes: minutes - depotMinutes,
  }
}

function needsOf({ skills, vehicleFeatures }: DerivedOrder): string[] {
  return [...skills, ...vehicleFeatures]
}
