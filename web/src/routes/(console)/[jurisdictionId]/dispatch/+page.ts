import { redirect } from '@sveltejs/kit'
import { localizeHref } from '#lib/paraglide/runtime.js'
import type { PageLoad } from './$types'

export const load: PageLoad = ({ params, url }) => {
  redirect(307, localizeHref(`/${params.jurisdictionId}/dispatch/today`) + url.search)
}
