import { ApiError, trackRequest } from '@dromos/api/contract'
import { error } from '@sveltejs/kit'
import { api } from '#lib/city/api.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ params, fetch, depends }) => {
  depends('request:story')
  try {
    return { request: await api(fetch)(trackRequest, { params }) }
  } catch (failure) {
    if (failure instanceof ApiError && failure.problem.status < 500) error(404)
    throw failure
  }
}
