import {
  ApiError,
  changeWorkOrder,
  createWorkOrder,
  type Client,
  type LonLat,
  type RequestRow,
  type Service,
  type WorkOrderRow,
} from '@dromos/api/contract'
import { OrderFields, type OrderAsked } from './order-fields.svelte.ts'
import { proposeOrder } from './propose-order.ts'

interface Given {
  jurisdictionId: string
  timezone: string
  requests: readonly RequestRow[]
  hotspotId?: number
  service: (code: string) => Service | undefined
  nameOf: (code: string) => string
}

/** A work order while its form is open. Sent twice it is made once. */
export class OrderDraft {
  requests = $state.raw<readonly RequestRow[]>([])
  readonly fields: OrderFields
  assignNow = $state(false)
  isMixed = $state(false)
  isSending = $state(false)
  failure = $state.raw<unknown>(null)
  /** for work that nobody reported: what, and where */
  serviceCode = $state('')
  place = $state.raw<{ location: LonLat; address?: string } | null>(null)
  readonly #given: Given
  readonly #idempotencyKey = crypto.randomUUID()

  constructor(given: Given) {
    this.#given = given
    this.fields = new OrderFields(given.timezone)
    this.#fill(given.requests)
  }

  /** Asks for what the service takes; titles that were written by hand stay. */
  chooseService(code: string): void {
    const service = this.#given.service(code)
    if (!service) return
    const isOwnTitle = this.fields.title.trim() !== '' && this.fields.title !== this.#titleOfPlace()
    this.serviceCode = code
    this.fields.fill({ durationMinutes: service.durationMinutes, skills: service.skills.toSorted() })
    if (!isOwnTitle) this.fields.title = this.#titleOfPlace()
  }

  choosePlace(place: { location: LonLat; address?: string } | null): void {
    const isOwnTitle = this.fields.title.trim() !== '' && this.fields.title !== this.#titleOfPlace()
    this.place = place
    if (!isOwnTitle) this.fields.title = this.#titleOfPlace()
  }

  #titleOfPlace(): string {
    if (!this.serviceCode) return ''
    const parts = [this.#given.nameOf(this.serviceCode), this.place?.address]
    return parts.filter(Boolean).join(' · ').slice(0, 200)
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
          serviceCode: this.serviceCode,
          ...(this.place ? { place: this.place } : {}),
          ...withoutNulls(this.fields.asked),
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
    const { serviceCode, isMixed, ...asked } = proposeOrder(requests, this.#given.service, this.#given.nameOf)
    this.fields.fill(asked)
    this.isMixed = isMixed
    this.serviceCode = serviceCode
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

/** What is not said follows from the requests. */
function withoutNulls(asked: OrderAsked) {
  const { dueAt, earliestAt, latestAt, ...plain } = asked
  return {
    ...plain,
    ...(dueAt ? { dueAt } : {}),
    ...(earliestAt ? { earliestAt } : {}),
    ...(latestAt ? { latestAt } : {}),
  }
}
