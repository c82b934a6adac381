import {
  getJurisdiction,
  listAreas,
  listServices,
  type Area,
  type Client,
  type Jurisdiction,
  type ResultOf,
  type Service,
} from '@dromos/api/contract'
import { getContext, setContext } from 'svelte'
import { api } from './api.ts'
import { byLocalName, localName } from './names.ts'

/** A city's name lists, loaded once by the layout of its pages: names by code, in the language of the page. */
export class City {
  readonly jurisdiction: ResultOf<typeof getJurisdiction>
  /** in the city's own order: what is asked for most comes first */
  readonly services: Service[]
  /** by name */
  areas: Area[]
  readonly servicesByName = $derived.by(() => byLocalName(this.services))
  readonly #services: Map<string, Service>
  readonly #areas = $derived.by(() => new Map(this.areas.map((area) => [area.id, area])))
  readonly #askedFor = new Set<number>()

  constructor(jurisdiction: ResultOf<typeof getJurisdiction>, services: Service[], areas: Area[]) {
    this.jurisdiction = jurisdiction
    this.services = services
    this.areas = $state.raw(byLocalName(areas))
    this.#services = new Map(services.map((service) => [service.code, service]))
  }

  get id(): string {
    return this.jurisdiction.id
  }

  get name(): string {
    return localName(this.jurisdiction)
  }

  service(code: string): Service | undefined {
    return this.#services.get(code)
  }

  serviceName(code: string): string {
    const service = this.#services.get(code)
    return service ? localName(service) : code
  }

  /** Asks for the areas anew, once for each that was drawn since the page was opened. */
  async learnAreas(ids: readonly number[], call: Client = api()): Promise<void> {
    const unknown = ids.filter((id) => !this.#areas.has(id) && !this.#askedFor.has(id))
    if (unknown.length === 0) return
    for (const id of unknown) this.#askedFor.add(id)
    try {
      this.areas = byLocalName(await call(listAreas, { params: { jurisdictionId: this.id } }))
    } catch (failure) {
      for (const id of unknown) this.#askedFor.delete(id)
      throw failure
    }
  }

  areaName(id: number | null): string {
    const area = id === null ? undefined : this.#areas.get(id)
    return area ? localName(area) : ''
  }
}

export async function loadCity(jurisdictionId: string, fetch: typeof globalThis.fetch) {
  const call = api(fetch)
  const params = { jurisdictionId }
  const [jurisdiction, services, areas] = await Promise.all([
    call(getJurisdiction, { params }),
    call(listServices, { params }),
    call(listAreas, { params }),
  ])
  return { jurisdiction, services, areas }
}

const key = Symbol('city')

export function provideCity(city: () => City): void {
  setContext(key, city)
}

/** The city of the page; call during component initialisation. */
export function useCity(): City {
  return getContext<() => City>(key)()
}

export type { Area, Jurisdiction, Service }
