import { findStreetAt, type Client } from '@dromos/api/contract'
import { failureText } from '#lib/city/api.ts'
import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import { picked } from './picked-street.svelte.ts'

/** Gives the stretch under a click on the map to the form, or says that there is none. */
export async function pickStreet(
  call: Client,
  jurisdictionId: string,
  { lng: lon, lat }: { lng: number; lat: number },
): Promise<void> {
  try {
    const found = await call(findStreetAt, { params: { jurisdictionId }, query: { lon, lat } })
    if (found) picked.at = found
    else toasts.show({ kind: 'info', text: m.streets_no_street_here() })
  } catch (failure) {
    toasts.show({ kind: 'late', text: failureText(failure) })
  }
}
