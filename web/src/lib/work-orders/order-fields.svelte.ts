import type { OrderNeeds, WorkOrderDetail } from '@dromos/api/contract'
import { ClockField } from './clock-field.svelte.ts'

/** What an order asks for, by the names the server has for it. */
export interface OrderAsked extends OrderNeeds {
  title: string
  durationMinutes: number
  priority: number
  dueAt: string | null
  earliestAt: string | null
  latestAt: string | null
  skills: string[]
  vehicleFeatures: string[]
  notes: string
}

export const nothingAsked: OrderAsked = {
  title: '',
  durationMinutes: 30,
  priority: 20,
  dueAt: null,
  earliestAt: null,
  latestAt: null,
  skills: [],
  vehicleFeatures: [],
  notes: '',
  materials: '',
  equipment: '',
  permit: '',
  needsClosure: false,
  closureId: null,
  assetCode: null,
}

export function askedOf(order: WorkOrderDetail): OrderAsked {
  const { title, durationMinutes, priority, dueAt, skills, notes, needs } = order
  const task = order.tasks[0]
  return {
    ...{ title, durationMinutes, priority, dueAt, notes },
    skills: skills.toSorted(),
    vehicleFeatures: (task?.vehicleFeatures ?? []).toSorted(),
    earliestAt: task?.earliestAt ?? null,
    latestAt: task?.latestAt ?? null,
    ...needs,
  }
}

/** An order's form: what it says is `asked`. */
export class OrderFields {
  title = $state('')
  durationMinutes = $state(30)
  priority = $state(20)
  skills = $state<string[]>([])
  vehicleFeatures = $state<string[]>([])
  notes = $state('')
  materials = $state('')
  equipment = $state('')
  permit = $state('')
  needsClosure = $state(false)
  closureId = $state<number | null>(null)
  assetCode = $state('')
  readonly due: ClockField
  readonly earliest: ClockField
  readonly latest: ClockField

  constructor(timezone: string, asked: OrderAsked = nothingAsked) {
    this.due = new ClockField(timezone)
    this.earliest = new ClockField(timezone)
    this.latest = new ClockField(timezone)
    this.fill(asked)
  }

  /** Takes the fields over that are given; the others stay as they are. */
  fill({ dueAt, earliestAt, latestAt, assetCode, ...plain }: Partial<OrderAsked>): void {
    Object.assign(this, plain)
    if (dueAt !== undefined) this.due.fill(dueAt)
    if (earliestAt !== undefined) this.earliest.fill(earliestAt)
    if (latestAt !== undefined) this.latest.fill(latestAt)
    if (assetCode !== undefined) this.assetCode = assetCode ?? ''
  }

  get asked(): OrderAsked {
    return {
      title: this.title.trim(),
      durationMinutes: this.durationMinutes,
      priority: this.priority,
      dueAt: this.due.instant,
      earliestAt: this.earliest.instant,
      latestAt: this.latest.instant,
      skills: [...this.skills].sort(),
      vehicleFeatures: [...this.vehicleFeatures].sort(),
      notes: this.notes.trim(),
      materials: this.materials.trim(),
      equipment: this.equipment.trim(),
      permit: this.permit.trim(),
      needsClosure: this.needsClosure,
      closureId: this.needsClosure ? this.closureId : null,
      assetCode: this.assetCode.trim() || null,
    }
  }

  get isWindowWrong(): boolean {
    const { earliestAt, latestAt } = this.asked
    return earliestAt !== null && latestAt !== null && earliestAt > latestAt
  }
}

/** What is asked for otherwise than before. */
export function changesOf(before: OrderAsked, after: OrderAsked): Partial<OrderAsked> {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof OrderAsked]),
    ),
  )
}
