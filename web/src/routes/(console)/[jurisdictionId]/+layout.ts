import { redirect } from '@sveltejs/kit'
import { loadCity } from '#lib/city/city.svelte.ts'
import { session } from '#lib/city/session.svelte.ts'
import { localizeHref } from '#lib/paraglide/runtime.js'
import type { LayoutLoad } from './$types'

export const load: LayoutLoad = async ({ params, fetch, url }) => {
  const [city] = await Promise.all([
    loadCity(params.jurisdictionId, fetch),
    session.isLoaded ? undefined : session.load(),
  ])
  if (!session.isSignedIn) {
    redirect(303, localizeHref(`/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`))
  }
  return city
}
