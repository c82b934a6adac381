import {
  describePlace,
  findStreetAt,
  getStreet,
  listStreets,
  searchPlaces,
  type LonLat,
} from '../contract/index.ts'
import { searchKey } from '../contract/search-key.ts'
import { bind, type Api } from '../http/bind.ts'
import { notFound } from '../http/problems.ts'
import { describePoint, type Described } from './describe-point.ts'
import { leastSimilarity } from './queries.ts'
import { findPlaces } from './search-places.ts'
import { findStreet, findStreetNames, findStretchAt, findStretches } from './stretch-queries.ts'

export function placeRoutes(api: Api): void {
  bind(api, searchPlaces, ({ query, tenant }) => tenant((tx) => findPlaces(tx, query.q, query.limit)))
  bind(api, describePlace, ({ query, tenant }) => {
    const point: LonLat = [query.lon, query.lat]
    return tenant(async (tx) => placeOf(point, await describePoint(tx, point)))
  })
  bind(api, listStreets, ({ query, tenant }) => {
    const key = searchKey(query.q)
    return key.length < 2 ? [] : tenant((tx) => findStreetNames(tx, key, leastSimilarity))
  })
  bind(api, findStreetAt, ({ query, tenant }) => tenant((tx) => findStretchAt(tx, [query.lon, query.lat])))
  bind(api, getStreet, ({ params, tenant }) =>
    tenant(async (tx) => {
      const street = await findStreet(tx, params.streetId)
      if (!street) throw notFound('street', params.streetId)
      return { ...street, stretches: await findStretches(tx, street.id) }
    }),
  )
}

function placeOf(location: LonLat, described: Described) {
  if (!described.isInside)
    return {
      isInside: false,
      place: null,
      areaNameEl: null,
      areaNameEn: null,
      authority: described.authority,
    }
  const { address, area } = described
  const label = [address?.text, area?.nameEl].filter(Boolean).join(', ')
  return {
    isInside: true,
    place: label
      ? {
          label,
          street: address?.street ?? null,
          number: address?.number ?? null,
          areaId: area?.id ?? null,
          location,
        }
      : null,
    areaNameEl: area?.nameEl ?? null,
    areaNameEn: area?.nameEn ?? null,
    authority: null,
  }
}
