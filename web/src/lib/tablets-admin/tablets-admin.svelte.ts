import {
  givePin,
  listCrews,
  listPins,
  listTabletEvents,
  listTablets,
  makeTabletCode,
  revokeTablet,
  unlockPin,
  unlockTablet,
  type Client,
  type Crew,
  type PinHolder,
  type Tablet,
  type TabletEvent,
} from '@dromos/api/contract'
import { localName } from '#lib/city/names.ts'
import { searchKey } from '#lib/dispatch/search-key.ts'

export interface CrewOfTablets {
  crew: Crew
  tablets: Tablet[]
  people: PinHolder[]
}

/** The shared tablets of a city, who comes in on them, and what was last done about either. */
export class TabletsAdmin {
  /** null until they are known */
  crews = $state.raw<Crew[] | null>(null)
  tablets = $state.raw<Tablet[]>([])
  people = $state.raw<PinHolder[]>([])
  events = $state.raw<TabletEvent[]>([])
  failure = $state.raw<unknown>(null)
  isBusy = $state(false)
  wanted = $state('')
  readonly #client: Client
  readonly #params: { jurisdictionId: string }

  /** those that the words looked for are in the name of, or of one of its members */
  found = $derived.by((): CrewOfTablets[] => {
    const words = searchKey(this.wanted.trim())
    return (
      (this.crews ?? [])
        .map((crew) => ({
          crew,
          // what only came by is no shared tablet
          tablets: this.tablets.filter(
            ({ crewId, registeredAt }) => crewId === crew.id && registeredAt !== null,
          ),
          people: this.people.filter(({ crewId }) => crewId === crew.id),
        }))
        // of a retired crew there is something to do only while it has tablets
        .filter(({ crew, tablets }) => !crew.isRetired || tablets.length > 0)
        .filter(({ crew, people }) =>
          [localName(crew), ...people.map(({ name }) => name)].some((name) =>
            searchKey(name).includes(words),
          ),
        )
    )
  })

  constructor(client: Client, jurisdictionId: string) {
    this.#client = client
    this.#params = { jurisdictionId }
  }

  load = (): Promise<boolean> =>
    this.#run(async () => {
      const params = this.#params
      const [crews, tablets, people, events] = await Promise.all([
        this.#client(listCrews, { params }),
        this.#client(listTablets, { params }),
        this.#client(listPins, { params }),
        this.#client(listTabletEvents, { params }),
      ])
      this.crews = crews
      this.tablets = tablets
      this.people = people
      this.events = events
    })

  setRevoked = ({ id }: Tablet, isRevoked: boolean): Promise<boolean> =>
    this.#change(async () => {
      const params = { ...this.#params, deviceId: id }
      this.#put(await this.#client(revokeTablet, { params, body: { isRevoked } }))
    })

  unlockTablet = ({ id }: Tablet): Promise<boolean> =>
    this.#change(async () => {
      this.#put(await this.#client(unlockTablet, { params: { ...this.#params, deviceId: id } }))
    })

  unlockPin = ({ memberId }: PinHolder): Promise<boolean> =>
    this.#change(async () => {
      this.#putPerson(await this.#client(unlockPin, { params: { ...this.#params, memberId } }))
    })

  /** What opens is said once: it goes to the screen and stays nowhere. */
  async givePin({ memberId }: PinHolder): Promise<{ pin: string; expiresAt: string } | null> {
    let given: { pin: string; expiresAt: string } | null = null
    await this.#change(async () => {
      const { pin, expiresAt, holder } = await this.#client(givePin, {
        params: { ...this.#params, memberId },
      })
      this.#putPerson(holder)
      given = { pin, expiresAt }
    })
    return given
  }

  async makeCode(crewId: number): Promise<{ code: string; expiresAt: string } | null> {
    let made: { code: string; expiresAt: string } | null = null
    await this.#change(async () => {
      made = await this.#client(makeTabletCode, { params: { ...this.#params, crewId } })
    })
    return made
  }

  #put(tablet: Tablet): void {
    this.tablets = this.tablets.map((each) => (each.id === tablet.id ? tablet : each))
  }

  #putPerson(holder: PinHolder): void {
    this.people = this.people.map((each) => (each.memberId === holder.memberId ? holder : each))
  }

  #change(work: () => Promise<void>): Promise<boolean> {
    return this.#run(async () => {
      await work()
      this.events = await this.#client(listTabletEvents, { params: this.#params })
    })
  }

  async #run(work: () => Promise<void>): Promise<boolean> {
    this.isBusy = true
    try {
      await work()
      this.failure = null
      return true
    } catch (failure) {
      this.failure = failure
      return false
    } finally {
      this.isBusy = false
    }
  }
}
