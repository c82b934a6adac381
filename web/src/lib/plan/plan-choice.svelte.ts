import type { Crew, Shift, WorkOrderRow } from '@dromos/api/contract'
import { plainWishes, weightsOf, type Weights, type Wishes } from './plan-weights.ts'

/** seconds a plan may be worked on */
export const solveSeconds = [5, 10, 20, 40] as const

/** the contract takes so many orders in one plan */
export const mostOrders = 2000

/** What is to be planned: everything that can be, but for what was left out by hand; or only what was picked. */
export class PlanChoice {
  seconds = $state<number>(10)
  /** what the plan is to be best at */
  wishes = $state.raw<Wishes>(plainWishes)
  /** weights that were set one by one */
  weights = $state.raw<Weights>({})
  /** days that are planned in one go with the one shown */
  moreDays = $state.raw<ReadonlySet<string>>(new Set())
  leftOutCrews = $state.raw<ReadonlySet<number>>(new Set())
  leftOutOrders = $state.raw<ReadonlySet<number>>(new Set())
  /** picked in the backlog: the others stay out */
  onlyOrders = $state.raw<ReadonlySet<number> | null>(null)
  readonly #crews: () => readonly Crew[]
  readonly #shifts: () => readonly Shift[]
  readonly #orders: () => readonly WorkOrderRow[]

  constructor(given: {
    crews: () => readonly Crew[]
    shifts: () => readonly Shift[]
    orders: () => readonly WorkOrderRow[]
  }) {
    this.#crews = given.crews
    this.#shifts = given.shifts
    this.#orders = given.orders
  }

  /** Crews that work that day, with their shifts; those of the earliest shift first. */
  get crews(): { crew: Crew; shifts: Shift[] }[] {
    const byCrew = Map.groupBy(this.#shifts(), (shift) => shift.crewId)
    return this.#crews()
      .flatMap((crew) => {
        const shifts = byCrew.get(crew.id)?.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
        return shifts ? [{ crew, shifts }] : []
      })
      .sort((a, b) => a.shifts[0]!.startsAt.localeCompare(b.shifts[0]!.startsAt) || a.crew.id - b.crew.id)
  }

  /** Orders a plan can take, the most urgent first. */
  get orders(): WorkOrderRow[] {
    return this.#orders().toSorted(byUrgency)
  }

  get crewIds(): number[] {
    return this.crews.flatMap(({ crew }) => (this.leftOutCrews.has(crew.id) ? [] : [crew.id]))
  }

  get orderIds(): number[] {
    return this.orders.flatMap((order) => (this.takes(order.id) ? [order.id] : [])).slice(0, mostOrders)
  }

  /** What the planner is told of it; nothing where nothing was wished. */
  get asked(): { seconds: number; weights?: Weights } {
    const weights = weightsOf(this.wishes, this.weights)
    return { seconds: this.seconds, ...(Object.keys(weights).length ? { weights } : {}) }
  }

  takes(orderId: number): boolean {
    return this.onlyOrders?.has(orderId) ?? !this.leftOutOrders.has(orderId)
  }

  /** These and no others. */
  takeOnly(orderIds: readonly number[]): void {
    this.onlyOrders = new Set(orderIds)
  }

  get canPlan(): boolean {
    return this.crewIds.length > 0 && this.orderIds.length > 0
  }

  turnDay(day: string): void {
    this.moreDays = turned(this.moreDays, day)
  }

  turnCrew(id: number): void {
    this.leftOutCrews = turned(this.leftOutCrews, id)
  }

  turnOrder(id: number): void {
    if (this.onlyOrders) this.onlyOrders = turned(this.onlyOrders, id)
    else this.leftOutOrders = turned(this.leftOutOrders, id)
  }

  /** Plans an order again that was left out by hand. */
  takeIn(orderId: number): void {
    if (this.leftOutOrders.has(orderId)) this.turnOrder(orderId)
  }

  turnAllCrews(isIn: boolean): void {
    this.leftOutCrews = new Set(isIn ? [] : this.crews.map(({ crew }) => crew.id))
  }

  turnAllOrders(isIn: boolean): void {
    this.onlyOrders = null
    this.leftOutOrders = new Set(isIn ? [] : this.orders.map((order) => order.id))
  }

  /** Takes some in, or leaves them out, and keeps the others as they are. */
  turnOrders(orderIds: readonly number[], isIn: boolean): void {
    if (this.onlyOrders) this.onlyOrders = withAll(this.onlyOrders, orderIds, isIn)
    else this.leftOutOrders = withAll(this.leftOutOrders, orderIds, !isIn)
  }
}

function turned<T>(set: ReadonlySet<T>, id: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}

function withAll<T>(set: ReadonlySet<T>, ids: readonly T[], isIn: boolean): ReadonlySet<T> {
  const next = new Set(set)
  for (const id of ids) {
    if (isIn) next.add(id)
    else next.delete(id)
  }
  return next
}

function byUrgency(a: WorkOrderRow, b: WorkOrderRow): number {
  const due = (order: WorkOrderRow) => order.dueAt ?? '9999'
  return (
    Number(b.isLate) - Number(a.isLate) ||
    b.priority - a.priority ||
    due(a).localeCompare(due(b)) ||
    a.id - b.id
  )
}
