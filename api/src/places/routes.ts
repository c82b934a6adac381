import { describePlace, searchPlaces, type LonLat } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { describePoint, type Described } from './describe-point.ts'
import { findPlaces } from './search-places.ts'

export function placeRoutes(api: Api): void {
  bind(api, searchPlaces, ({ query, tenant }) => tenant((tx) => findPlaces(tx, query.q, query.limit)))
  bind(api, describePlace, ({ query, tenant }) => {
    const point: LonLat = [query.lon, query.lat]
    return tenant(async (tx) => placeOf(point, await describePoint(tx, point)))
  })
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
