import { staff } from '@dromos/api/contract'
import { api } from '#lib/city/api.ts'
import { dayOf } from '#lib/city/format.ts'
import { session } from '#lib/city/session.svelte.ts'
import { readView } from '#lib/dispatch/view.ts'
import { early } from '#lib/plan/early-answers.ts'
import type { PageLoad } from './$types'

let isOpen = false

/** Runs beside the loading of the city; what the screen asks later on is not asked here. */
export const load: PageLoad = ({ params, url, untrack }) => {
  if (isOpen) return
  isOpen = true
  const { day, planId, version } = untrack(() => readView(url))
  const { jurisdictionId } = untrack(() => params)
  // mostly the city's own; what is asked of another day is not taken
  const today = dayOf(new Date(), Intl.DateTimeFormat().resolvedOptions().timeZone)
  void session.ready().then(
    () => {
      if (session.hasRole(jurisdictionId, ...staff))
        early.ask(api(), { jurisdictionId, day: day ?? today, planId, version })
    },
    // the layout says what is wrong
    () => {},
  )
}
