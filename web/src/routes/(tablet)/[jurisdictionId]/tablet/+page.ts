import { getJurisdiction } from '@dromos/api/contract'
import { api } from '#lib/city/api.ts'
import { localName } from '#lib/city/names.ts'
import type { PageLoad } from './$types'

export const ssr = false

export const load: PageLoad = async ({ params, fetch }) => {
  // the name is for the eye alone: without a network the page still says what it waits for
  const city = await api(fetch)(getJurisdiction, { params: { jurisdictionId: params.jurisdictionId } }).catch(
    () => null,
  )
  return { cityName: city ? localName(city) : '' }
}
