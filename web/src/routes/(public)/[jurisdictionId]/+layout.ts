import { ApiError } from '@dromos/api/contract'
import { error } from '@sveltejs/kit'
import { loadCity } from '#lib/city/city.svelte.ts'
import { localName } from '#lib/city/names.ts'
import type { LayoutLoad } from './$types'

export const load: LayoutLoad = async ({ params, fetch }) => {
  try {
    const city = await loadCity(params.jurisdictionId, fetch)
    return { ...city, cityName: localName(city.jurisdiction) }
  } catch (failure) {
    if (failure instanceof ApiError && failure.problem.status < 500) error(404)
    throw failure
  }
}
