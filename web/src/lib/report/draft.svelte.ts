import {
  ApiError,
  describePlace,
  listNearbyRequests,
  reportRequest,
  type Client,
  type LonLat,
  type ResultOf,
} from '@dromos/api/contract'

export const steps = ['place', 'service', 'details', 'send'] as const
export type Step = (typeof steps)[number]

export interface Picture {
  id: string
  name: string
  preview: string
  state: 'sending' | 'sent' | 'failed'
}

export interface DraftFields {
  idempotencyKey: string
  location: LonLat | null
  serviceCode: string
  description: string
  attributes: Record<string, string | number | string[]>
  name: string
  email: string
  phone: string
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
type PlaceAnswer = ResultOf<typeof describePlace>
type Nearby = ResultOf<typeof listNearbyRequests>

const emailShape = /^[^@\s]+@[^@\s]+\.[^@\s]+$/

/** A report being written. It survives a reload, a lost network and a double tap: one key, one report. */
export class Draft {
  fields = $state<DraftFields>(emptyFields())
  step = $state<Step>('place')
  pictures = $state<Picture[]>([])
  place = $state.raw<PlaceAnswer | null>(null)
  nearby = $state.raw<Nearby>([])
  isLooking = $state(false)
  isSending = $state(false)
  failure = $state.raw<unknown>(null)
  readonly #client: Client
  readonly #jurisdictionId: string
  readonly #store: Store | null
  #lookup = 0

  constructor(client: Client, jurisdictionId: string, store: Store | null = null) {
    this.#client = client
    this.#jurisdictionId = jurisdictionId
    this.#store = store
    this.#restore()
  }

  get stepNumber(): number {
    return steps.indexOf(this.step) + 1
  }

  get isInside(): boolean {
    return this.place?.isInside === true
  }

  get isEmailRight(): boolean {
    return this.fields.email.trim() === '' || emailShape.test(this.fields.email.trim())
  }

  get isUploading(): boolean {
    return this.pictures.some((picture) => picture.state === 'sending')
  }

  /** Puts the pin; the last move wins when answers come out of order. */
  async pointAt(location: LonLat): Promise<void> {
    this.fields.location = location
    this.keep()
    const mine = ++this.#lookup
    this.isLooking = true
    try {
      const place = await this.#client(describePlace, {
        params: { jurisdictionId: this.#jurisdictionId },
        query: { lon: location[0], lat: location[1] },
      })
      if (mine === this.#lookup) this.place = place
    } catch (failure) {
      if (mine === this.#lookup) this.failure = failure
    } finally {
      if (mine === this.#lookup) this.isLooking = false
    }
  }

  /** Takes a service and looks whether the same was reported close by. */
  async chooseService(code: string): Promise<void> {
    if (this.fields.serviceCode !== code) this.fields.attributes = {}
    this.fields.serviceCode = code
    this.keep()
    if (!this.fields.location) return
    const [lon, lat] = this.fields.location
    this.nearby = await this.#client(listNearbyRequests, {
      params: { jurisdictionId: this.#jurisdictionId },
      query: { lon, lat, service: code, radiusMeters: 60 },
    }).catch(() => [])
  }

  /** Sends the report; gives its public id, or null with `failure` set and every field kept. */
  async send(language: 'el' | 'en'): Promise<string | null> {
    if (this.isSending || !this.fields.location) return null
    this.isSending = true
    this.failure = null
    const { idempotencyKey, location, serviceCode, description, attributes, name, email, phone } = this.fields
    try {
      const { publicId } = await this.#client(reportRequest, {
        params: { jurisdictionId: this.#jurisdictionId },
        body: {
          idempotencyKey,
          location,
          serviceCode,
          description,
          attributes,
          language,
          channel: 'web',
          mediaIds: this.pictures.filter((picture) => picture.state === 'sent').map((picture) => picture.id),
          ...(name || email || phone
            ? {
                reporter: {
                  name: name || undefined,
                  email: email.trim() || undefined,
                  phone: phone || undefined,
                },
              }
            : {}),
        },
      })
      this.#store?.removeItem(this.#key)
      return publicId
    } catch (failure) {
      this.failure = failure
      if (failure instanceof ApiError && failure.problem.type === 'outside-the-city') this.step = 'place'
      return null
    } finally {
      this.isSending = false
    }
  }

  keep(): void {
    try {
      this.#store?.setItem(this.#key, JSON.stringify(this.fields))
    } catch {
      // a full or forbidden store only means that a reload starts anew
    }
  }

  get #key(): string {
    return `report:${this.#jurisdictionId}`
  }

  #restore(): void {
    try {
      const kept = JSON.parse(this.#store?.getItem(this.#key) ?? 'null') as DraftFields | null
      if (kept && typeof kept === 'object') this.fields = { ...emptyFields(), ...kept }
    } catch {
      this.#store?.removeItem(this.#key)
    }
  }
}

function emptyFields(): DraftFields {
  return {
    idempotencyKey: crypto.randomUUID(),
    location: null,
    serviceCode: '',
    description: '',
    attributes: {},
    name: '',
    email: '',
    phone: '',
  }
}
