import {
  ApiError,
  changeWorkOrder,
  createWorkOrder,
  type Client,
  type RequestRow,
  type Service,
  type WorkOrderRow,
} from '@dromos/api/contract'
import { proposeOrder } from './propose-order.ts'

interface Given {
  jurisdictionId: string
  requests: readonly RequestRow[]
  hotspotId?: number
  service: (code: string) => Service | undefined
  nameOf: (code: string) => string
}

/** A work order while its form is open. Sent twice it is made once. */
export class OrderDraft {
  requests = $state.raw<readonly RequestRow[]>([])
  title = $state('')
  durationMinutes = $state(30)
  priority = $state(20)
  /** as a date field has it, in the browser's zone */
  dueDay = $state('')
  skills = $state<string[]>([])
  notes = $state('')
  assignNow = $state(false)
  isMixed = $state(false)
  isSending = $state(false)
  failure = $state.raw<unknown>(null)
  #serviceCode = ''
  #dueAt = ''
  readonly #given: Given
  readonly #idempotencyKey = crypto.randomUUID()

  constructor(given: Given) {
    this.#given = given
    this.#fill(given.requests)
  }

  /** Of the requests, those the server said another order holds or nobody may order. */
  get refusedIds(): number[] {
    if (!(this.failure instanceof ApiError)) return []
    const refused = this.failure.problem.data?.requests
    return Array.isArray(refused) ? refused.map(({ id }: { id: number }) => id) : []
  }

  /** Goes on without the requests that were refused. */
  leaveOutRefused(): void {
    const refused = new Set(this.refusedIds)
    this.failure = null
    this.#fill(this.requests.filter((row) => !refused.has(row.id)))
  }

  async send(call: Client): Promise<WorkOrderRow | null> {
    this.isSending = true
    this.failure = null
    try {
      return await call(createWorkOrder, {
        params: { jurisdictionId: this.#given.jurisdictionId },
        body: {
          idempotencyKey: this.#idempotencyKey,
          requestIds: this.requests.map((row) => row.id),
          hotspotId: this.#given.hotspotId,
          serviceCode: this.#serviceCode,
          title: this.title.trim(),
          durationMinutes: this.durationMinutes,
          priority: this.priority,
          dueAt: dueAtOf(this.dueDay, this.#dueAt),
          skills: [...this.skills],
          ...(this.notes.trim() ? { notes: this.notes.trim() } : {}),
          assignNow: this.assignNow,
        },
      })
    } catch (failure) {
      this.failure = failure
      return null
    } finally {
      this.isSending = false
    }
  }

  #fill(requests: readonly RequestRow[]): void {
    this.requests = requests
    if (!requests.length) return
    const proposed = proposeOrder(requests, this.#given.service, this.#given.nameOf)
    this.title = proposed.title
    this.durationMinutes = proposed.durationMinutes
    this.priority = proposed.priority
    this.skills = proposed.skills
    this.isMixed = proposed.isMixed
    this.#serviceCode = proposed.serviceCode
    this.#dueAt = proposed.dueAt
    this.dueDay = dayIn(proposed.dueAt)
  }
}

/** Takes an order back: its requests are free again. */
export async function cancelOrder(
  call: Client,
  jurisdictionId: string,
  order: Pick<WorkOrderRow, 'id' | 'version'>,
  reason: string,
): Promise<void> {
  await call(changeWorkOrder, {
    params: { jurisdictionId, id: order.id },
    body: { version: order.version, status: 'cancelled', reason },
  })
}

/** The instant proposed, on another day when another was chosen. */
function dueAtOf(day: string, proposed: string): string | undefined {
  if (!day) return undefined
  if (day === dayIn(proposed)) return proposed
  const at = new Date(proposed)
  const [year, month, date] = day.split('-').map(Number)
  at.setFullYear(year!, month! - 1, date)
  return at.toISOString()
}

function dayIn(iso: string): string {
  const at = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
