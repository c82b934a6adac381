import type {
  addOrderSchedule,
  CallOf,
  changeOrderSchedule,
  LonLat,
  OrderSchedule,
  Place,
  Stretch,
} from '@dromos/api/contract'
import { turned, type Street, type StreetChoice } from '#lib/closures/street-choice.ts'

/** What the work is of: a place, a thing that stands there, or a street. */
export type ScheduleKind = 'place' | 'asset' | 'street'
export const scheduleKinds: readonly ScheduleKind[] = ['place', 'asset', 'street']

export function kindOf({ street, assetCode }: Pick<OrderSchedule, 'street' | 'assetCode'>): ScheduleKind {
  return street ? 'street' : assetCode ? 'asset' : 'place'
}

type MinutesBy = 'service' | 'fixed' | 'length'
type NewBody = CallOf<typeof addOrderSchedule>['body']
type ChangeBody = NonNullable<CallOf<typeof changeOrderSchedule>['body']>

/** Work that comes back, while it is written down or changed. */
export class ScheduleDraft implements StreetChoice {
  kind = $state<ScheduleKind>('place')
  serviceCode = $state('')
  title = $state('')
  notes = $state('')
  assetCode = $state('')
  everyWeeks = $state(4)
  startsOn = $state('')
  leadDays = $state(7)
  place = $state.raw<Place | null>(null)
  stretches = $state.raw<ReadonlyMap<number, Stretch>>(new Map())
  minutesBy = $state<MinutesBy>('service')
  minutes = $state(30)
  minutesPer100m = $state(5)
  isCut = $state(false)
  sectionMeters = $state(1000)
  streetId = $state<number | null>(null)
  /** the one that is changed; null: a new one */
  readonly edited: OrderSchedule | null
  // a form that is sent again after a failure is the same one
  readonly #idempotencyKey = crypto.randomUUID()
  /** the street of the one that is changed, until other stretches are chosen */
  #kept = $state.raw<OrderSchedule['street']>(null)

  constructor(startsOn: string, edited: OrderSchedule | null = null) {
    this.edited = edited
    this.startsOn = startsOn
    if (!edited) return
    const { serviceCode, title, notes, everyWeeks, leadDays, street } = edited
    Object.assign(this, { serviceCode, title, notes, everyWeeks, leadDays, startsOn: edited.startsOn })
    this.kind = kindOf(edited)
    this.assetCode = edited.assetCode ?? ''
    this.#kept = street
    this.streetId = street?.streetId ?? null
    this.isCut = !!street?.sectionMeters
    if (street?.sectionMeters) this.sectionMeters = street.sectionMeters
    this.minutesBy = edited.minutesPer100m !== null ? 'length' : edited.minutes !== null ? 'fixed' : 'service'
    if (edited.minutes !== null) this.minutes = edited.minutes
    if (edited.minutesPer100m !== null) this.minutesPer100m = edited.minutesPer100m
  }

  /** A street is opened: the stretches of another one are let go, those that the schedule has are chosen. */
  begin(street: Street): void {
    if (this.#kept?.streetId === street.id) {
      const own = new Set(this.#kept.stretchIds)
      const chosen = street.stretches.filter(({ id }) => own.has(id))
      // the map may number its stretches anew: then the line stays as it is until others are chosen
      if (chosen.length === own.size) this.stretches = new Map(chosen.map((each) => [each.id, each]))
    } else if (street.id !== this.streetId) this.stretches = new Map()
    this.streetId = street.id
  }

  turn(stretches: readonly Stretch[]): void {
    this.#kept = null
    this.stretches = turned(this.stretches, stretches)
  }

  clear(): void {
    this.#kept = null
    this.stretches = new Map()
  }

  get line(): { type: 'MultiLineString'; coordinates: LonLat[][] } | null {
    if (this.kind !== 'street') return null
    if (!this.stretches.size) return this.#kept?.line ?? null
    const coordinates = [...this.stretches.values()].map(({ line }) => line.coordinates)
    return { type: 'MultiLineString', coordinates }
  }

  get meters(): number {
    if (!this.stretches.size) return this.#kept?.lengthMeters ?? 0
    return [...this.stretches.values()].reduce((sum, { lengthMeters }) => sum + lengthMeters, 0)
  }

  /** At least so many: a street is cut at its crossings. */
  get leastOrders(): number {
    return this.isCut ? Math.max(1, Math.ceil(this.meters / this.sectionMeters)) : 1
  }

  /** What is missing before it can be sent. */
  get missing(): 'place' | 'street' | 'asset' | null {
    if (this.kind === 'street') return this.line ? null : 'street'
    const hasPlace = this.place !== null || (this.edited !== null && !this.edited.street)
    if (!hasPlace) return 'place'
    return this.kind === 'asset' && !this.assetCode.trim() ? 'asset' : null
  }

  /** What the API is asked for, once nothing is missing. */
  get newBody(): NewBody {
    const { serviceCode, notes, everyWeeks, startsOn, leadDays } = this
    return {
      idempotencyKey: this.#idempotencyKey,
      serviceCode,
      ...(this.kind === 'street'
        ? { street: this.#street! }
        : { address: this.place!.label, location: this.place!.location }),
      ...(this.kind === 'asset' ? { assetCode: this.assetCode.trim() } : {}),
      ...(this.minutesBy === 'fixed' ? { minutes: this.minutes } : {}),
      ...(this.#isByLength ? { minutesPer100m: this.minutesPer100m } : {}),
      everyWeeks,
      startsOn,
      leadDays,
      notes,
    }
  }

  get changeBody(): ChangeBody {
    const { notes, everyWeeks, startsOn, leadDays, place } = this
    const isMoved = this.kind !== 'street' && place !== null
    return {
      title: this.title.trim(),
      notes,
      assetCode: this.kind === 'asset' ? this.assetCode.trim() : null,
      minutes: this.minutesBy === 'fixed' ? this.minutes : null,
      minutesPer100m: this.#isByLength ? this.minutesPer100m : null,
      everyWeeks,
      startsOn,
      leadDays,
      ...(this.kind === 'street' && this.#isStreetNew ? { street: this.#street! } : {}),
      ...(isMoved ? { place: { location: place.location, address: place.label } } : {}),
    }
  }

  get #isByLength(): boolean {
    return this.kind === 'street' && this.minutesBy === 'length'
  }

  get #isStreetNew(): boolean {
    const sectionMeters = this.isCut ? this.sectionMeters : null
    return !this.#kept || this.#kept.sectionMeters !== sectionMeters
  }

  get #street(): NewBody['street'] {
    if (this.streetId === null) return undefined
    const stretchIds = this.stretches.size ? [...this.stretches.keys()] : this.#kept?.stretchIds
    return {
      streetId: this.streetId,
      ...(stretchIds ? { stretchIds } : {}),
      sectionMeters: this.isCut ? this.sectionMeters : null,
    }
  }
}
