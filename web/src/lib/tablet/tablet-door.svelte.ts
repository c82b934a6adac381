import {
  ApiError,
  getTabletDoor,
  isEasyPin,
  registerTablet,
  signInByPin,
  type Client,
  type Problem,
  type TabletDoor as Door,
} from '@dromos/api/contract'

export type Person = Door['people'][number]

/** What the tablet asks for. */
export type Stage =
  | { is: 'loading' | 'offline' | 'code' | 'revoked' | 'people' }
  | { is: 'pin'; person: Person }
  | { is: 'new'; person: Person; pin: string }
  | { is: 'again'; person: Person; pin: string; newPin: string }

/** Why it did not open: what was said, or what the two ends of this tablet know by themselves. */
export type Trouble =
  { is: 'failure'; failure: unknown } | { is: 'easy' } | { is: 'differs' } | { is: 'waiting'; until: number }

export interface TabletDoorOptions {
  jurisdictionId: string
  deviceId: () => Promise<string>
  appVersion: string | undefined
  /** the tablet is known, or is none any more */
  onknown?: (isTablet: boolean) => void
  now?: () => number
}

export const codeLength = 10
const shortestPin = 4
const longestPin = 8

/** The way in on a shared tablet: its code once, then a name and a PIN. */
export class TabletDoor {
  stage = $state.raw<Stage>({ is: 'loading' })
  door = $state.raw<Door | null>(null)
  figures = $state('')
  trouble = $state.raw<Trouble | null>(null)
  isBusy = $state(false)
  readonly #client: Client
  readonly #options: Required<TabletDoorOptions>

  constructor(client: Client, options: TabletDoorOptions) {
    this.#client = client
    this.#options = { onknown: () => {}, now: Date.now, ...options }
  }

  get longest(): number {
    return this.stage.is === 'code' ? codeLength : longestPin
  }

  get canEnter(): boolean {
    const shortest = this.stage.is === 'code' ? codeLength : shortestPin
    return !this.isBusy && this.figures.length >= shortest
  }

  /** Asks whose tablet this is. */
  async load(): Promise<void> {
    await this.#run(async ({ appVersion }, params) => {
      this.#know(await this.#client(getTabletDoor, { params, query: { appVersion } }))
    })
  }

  type(figure: string): void {
    if (this.isBusy || this.figures.length >= this.longest) return
    if (this.trouble?.is !== 'waiting') this.trouble = null
    this.figures += figure
  }

  erase(): void {
    this.figures = this.figures.slice(0, -1)
  }

  askCode(): void {
    this.#show({ is: 'code' })
  }

  choose(person: Person): void {
    this.#show({ is: 'pin', person })
  }

  back(): void {
    this.#show({ is: 'people' })
  }

  /** Takes what was typed a step on; true once somebody is in. */
  async enter(): Promise<boolean> {
    const { stage, figures } = this
    if (!this.canEnter) return false
    if (stage.is === 'code') await this.register(figures)
    else if (stage.is === 'pin') return this.#signIn(stage.person, figures)
    else if (stage.is === 'new') this.#takeNew(stage, figures)
    else if (stage.is === 'again' && stage.newPin === figures)
      return this.#signIn(stage.person, stage.pin, figures)
    else if (stage.is === 'again') this.#show({ ...stage, is: 'new' }, { is: 'differs' })
    return false
  }

  async register(code: string): Promise<void> {
    await this.#run(async ({ appVersion, deviceId }, params) => {
      const body = { code, deviceId: await deviceId(), appVersion }
      this.#know(await this.#client(registerTablet, { params, body }))
    })
  }

  #takeNew({ person, pin }: Extract<Stage, { is: 'new' }>, newPin: string): void {
    if (isEasyPin(newPin)) this.#show({ is: 'new', person, pin }, { is: 'easy' })
    else this.#show({ is: 'again', person, pin, newPin })
  }

  async #signIn(person: Person, pin: string, newPin?: string): Promise<boolean> {
    const { memberId } = person
    let isIn = false
    await this.#run(
      async (_, params) => {
        await this.#client(signInByPin, { params, body: { memberId, pin, ...(newPin ? { newPin } : {}) } })
        isIn = true
      },
      ({ data }) => {
        if (data?.reason === 'choose') this.#show({ is: 'new', person, pin })
        else if (data?.reason === 'same' || data?.reason === 'easy')
          this.#show({ is: 'new', person, pin }, this.trouble)
        else if (newPin) this.#show({ is: 'pin', person }, this.trouble)
      },
    )
    return isIn
  }

  #know(door: Door): void {
    this.door = door
    this.#options.onknown(true)
    this.#show({ is: 'people' })
  }

  #show(stage: Stage, trouble: Trouble | null = null): void {
    this.stage = stage
    this.trouble = trouble
    this.figures = ''
  }

  async #run(
    work: (options: Required<TabletDoorOptions>, params: { jurisdictionId: string }) => Promise<void>,
    onproblem: (problem: Problem) => void = () => {},
  ): Promise<void> {
    this.isBusy = true
    try {
      await work(this.#options, { jurisdictionId: this.#options.jurisdictionId })
    } catch (failure) {
      this.figures = ''
      this.#take(failure, onproblem)
    } finally {
      this.isBusy = false
    }
  }

  #take(failure: unknown, onproblem: (problem: Problem) => void): void {
    this.trouble = { is: 'failure', failure }
    if (!(failure instanceof ApiError)) {
      // no answer at all
      if (this.stage.is === 'loading') this.stage = { is: 'offline' }
      return
    }
    const { problem } = failure
    const { reason, seconds } = problem.data ?? {}
    if (reason === 'unregistered' || reason === 'revoked') {
      this.#options.onknown(reason === 'revoked')
      this.#show({ is: reason === 'revoked' ? 'revoked' : 'code' })
    } else if (this.stage.is === 'loading') this.stage = { is: 'offline' }
    if (reason === 'waiting' && typeof seconds === 'number')
      this.trouble = { is: 'waiting', until: this.#options.now() + seconds * 1000 }
    onproblem(problem)
  }
}
