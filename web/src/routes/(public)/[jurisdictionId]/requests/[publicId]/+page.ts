import { ApiError, trackRequest } from '@dromos/api/contract'
import { error } from '@sveltejs/kit'
import { api } from '#lib/city/api.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ params, fetch }) => {
  try {
    return { request: await api(fetch)(trackRequest, { params }) }
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
    // a code that cannot be is one that nobody gave out; of everything else nothing is said about the code
    const { status } = failure.problem
    error(status === 400 ? 404 : status)
  }
}
