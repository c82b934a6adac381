import { staff } from '@dromos/api/contract'
import { api } from '#lib/city/api.ts'
import { isKnownDesk } from '#lib/city/known-desks.ts'
import { live } from '#lib/city/live.svelte.ts'
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
  const ask = () => live.beginAfter(early.ask(api(), { jurisdictionId, day, planId, version }))
  // else a citizen would ask for what is refused
  if (isKnownDesk(jurisdictionId)) return ask()
  void session.ready().then(
    () => {
      if (session.hasRole(jurisdictionId, ...staff)) ask()
    },
    // the layout says what is wrong
    () => {},
  )
}
