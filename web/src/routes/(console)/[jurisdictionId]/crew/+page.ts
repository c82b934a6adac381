import { openTabletStore } from '#lib/crew/store.ts'
import type { PageLoad } from './$types'

/** What the tablet keeps is opened while the layout learns whose city it is. */
export const load: PageLoad = () => {
  const tablet = openTabletStore()
  // whoever needs it asks again, and is told when it cannot be had
  void tablet.deviceId().catch(() => {})
  return { tablet }
}
