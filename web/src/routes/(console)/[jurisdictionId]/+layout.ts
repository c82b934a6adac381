import { redirect } from '@sveltejs/kit'
import { loadCity } from '#lib/city/city.svelte.ts'
import { session } from '#lib/city/session.svelte.ts'
import { signInHref } from '#lib/tablet/shared-tablet.ts'
import type { LayoutLoad } from './$types'

export const load: LayoutLoad = async ({ params, fetch, url }) => {
  const [city] = await Promise.all([loadCity(params.jurisdictionId, fetch), session.ready()])
  if (!session.isSignedIn) {
    redirect(303, signInHref(params.jurisdictionId, url))
  }
  return city
}
