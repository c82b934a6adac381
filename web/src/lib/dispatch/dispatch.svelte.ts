import {
  getHotspot,
  getRequest,
  getWorkOrder,
  listCrews,
  listHotspots,
  listRequestPlaces,
  listRequests,
  listSkills,
  listWorkOrderPlaces,
  listWorkOrders,
  type CallOf,
  type Client,
  type Crew,
  type Hotspot,
  type ListedPlaces,
  type RequestDetail,
  type RequestRow,
  type ResultOf,
  type WorkOrderDetail,
  type WorkOrderRow,
} from '@dromos/api/contract'
import { getContext, setContext } from 'svelte'
import type { City } from '#lib/city/city.svelte.ts'
import { localName } from '#lib/city/names.ts'
import { inRounds } from '#lib/map/palette.ts'
import { Chosen } from './chosen.svelte.ts'
import { Loaded } from './loaded.svelte.ts'
import { PagedList } from './paged-list.svelte.ts'

type RequestQuery = NonNullable<CallOf<typeof listRequests>['query']>
type OrderQuery = NonNullable<CallOf<typeof listWorkOrders>['query']>
type PlacesQuery = CallOf<typeof listWorkOrderPlaces>['query']
type HotspotDetail = ResultOf<typeof getHotspot>

/** What the dispatcher's screens share: one list of each kind, one thing in focus, one choice of requests and one of orders. */
export class Dispatch {
  readonly city: City
  readonly call: Client
  readonly chosen = new Chosen<RequestRow>()
  readonly chosenOrders = new Chosen<WorkOrderRow>()
  readonly requests: PagedList<RequestRow, RequestQuery>
  readonly orders: PagedList<WorkOrderRow, OrderQuery>
  /** where all that the lists hold lies; the key is the filter as a text */
  readonly requestPlaces: Loaded<ListedPlaces, string>
  readonly orderPlaces: Loaded<ListedPlaces, string>
  readonly hotspots: Loaded<Hotspot[], string>
  readonly crews: Loaded<Crew[], string>
  readonly skills: Loaded<ResultOf<typeof listSkills>, string>
  readonly request: Loaded<RequestDetail, number>
  readonly hotspot: Loaded<HotspotDetail, number>
  readonly order: Loaded<WorkOrderDetail, number>
  /** of which crews are told as they are; null is today */
  #crewDay: string | null = null

  constructor(city: City, call: Client) {
    this.city = city
    this.call = call
    const params = { jurisdictionId: city.id }
    const idOf = ({ id }: { id: number }) => id
    this.requests = new PagedList(
      (filter, page, signal) => call(listRequests, { params, query: { ...filter, ...page } }, { signal }),
      idOf,
    )
    this.orders = new PagedList(
      (filter, page, signal) => call(listWorkOrders, { params, query: { ...filter, ...page } }, { signal }),
      idOf,
    )
    this.requestPlaces = new Loaded((filter, signal) =>
      call(listRequestPlaces, { params, query: JSON.parse(filter) as RequestQuery }, { signal }),
    )
    this.orderPlaces = new Loaded((filter, signal) =>
      call(listWorkOrderPlaces, { params, query: JSON.parse(filter) as PlacesQuery }, { signal }),
    )
    // the key is a comma list of services, so that equal wishes are one
    this.hotspots = new Loaded((services, signal) =>
      call(
        listHotspots,
        { params, query: { limit: 1000, ...(services ? { service: services } : {}) } },
        { signal },
      ),
    )
    this.crews = new Loaded(async (_, signal) => {
      const query = this.#crewDay ? { day: this.#crewDay } : {}
      return inRounds(await call(listCrews, { params, query }, { signal }))
    })
    this.skills = new Loaded((_, signal) => call(listSkills, { params }, { signal }))
    this.request = new Loaded((id, signal) => call(getRequest, { params: { ...params, id } }, { signal }))
    this.hotspot = new Loaded((id, signal) => call(getHotspot, { params: { ...params, id } }, { signal }))
    this.order = new Loaded((id, signal) => call(getWorkOrder, { params: { ...params, id } }, { signal }))
  }

  /** One that is not known, or not yet, by its code. */
  readonly skillName = (code: string): string => {
    const skill = this.skills.value?.find((each) => each.code === code)
    return skill ? localName(skill) : code
  }

  /** Those that are not retired: whom one can choose. */
  get crewsAtWork(): Crew[] {
    return (this.crews.value ?? []).filter(({ isRetired }) => !isRetired)
  }

  /** Who is in the crews, and from where they start, goes by the day that is looked at. */
  async showCrewsOn(day: string | null): Promise<void> {
    if (day === this.#crewDay) return
    this.#crewDay = day
    await this.crews.refresh()
  }

  crew(id: number | null): Crew | undefined {
    return id === null ? undefined : this.crews.value?.find((crew) => crew.id === id)
  }
}

const key = Symbol('dispatch')

export function provideDispatch(dispatch: Dispatch): Dispatch {
  return setContext(key, dispatch)
}

/** The console's shared state; call during component initialisation. */
export function useDispatch(): Dispatch {
  return getContext<Dispatch>(key)
}
