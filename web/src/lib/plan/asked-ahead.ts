import { getShownPlans, pathOf } from '@dromos/api/contract'
import type { RequestEvent } from '@sveltejs/kit'
import { askedOfCity } from '#lib/city/asked-ahead.ts'
import { readDesks } from '#lib/city/known-desks.ts'
import { readView } from '#lib/dispatch/view.ts'
import { shownQuery } from './early-answers.ts'

/** What a desk's page asks for as soon as it runs, for the server's page to ask for while the program is on its way. */
export function askedByDesk({ route, params, request, url }: RequestEvent): string[] {
  const city = params.jurisdictionId ?? ''
  if (!route.id?.startsWith('/(console)/[jurisdictionId]/dispatch')) return []
  const desks = readDesks(request.headers.get('cookie') ?? '')
  if (!desks.includes(city)) return []
  if (!route.id.endsWith('/today')) return askedOfCity(city)
  // what takes longest first
  return [
    pathOf(getShownPlans, { params: { jurisdictionId: city }, query: shownQuery(readView(url)) }),
    ...askedOfCity(city),
  ]
}
