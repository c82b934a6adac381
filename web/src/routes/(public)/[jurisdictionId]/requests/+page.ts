import { PublicId } from '@dromos/api/contract'
import { redirect } from '@sveltejs/kit'
import { localizeHref } from '#lib/paraglide/runtime.js'
import type { PageLoad } from './$types'

// Where the "follow a report" form arrives without JavaScript.
export const load: PageLoad = ({ params, url }) => {
  const code = PublicId.safeParse(url.searchParams.get('code')?.trim().toUpperCase())
  const home = `/${params.jurisdictionId}`
  redirect(303, localizeHref(code.success ? `${home}/requests/${code.data}` : home))
}
