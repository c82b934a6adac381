import { redirect } from '@sveltejs/kit'
import { openTabletStore } from '#lib/crew/store.ts'
import { session } from '#lib/city/session.svelte.ts'
import type { PageLoad } from './$types'

/** What the tablet keeps is opened while the layout learns whose city it is. */
export const load: PageLoad = async ({ parent, params, url }) => {
  const tablet = openTabletStore()
  // whoever needs it asks again, and is told when it cannot be had
  void tablet.deviceId().catch(() => {})
  await parent()
  const { jurisdictionId } = params
  const isInCrew = session.me.crews.some((each) => each.jurisdictionId === jurisdictionId)
  const isAtDesk = session.hasRole(jurisdictionId, 'dispatcher', 'manager', 'admin')
  // a desk has no day of its own: the code on a crew's paper is typed in there
  if (isAtDesk && !isInCrew && !session.hasRole(jurisdictionId, 'crew'))
    redirect(303, `${url.pathname.replace(/\/crew\/?$/, '/sheets/in')}${url.search}`)
  return { tablet }
}
