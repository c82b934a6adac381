import { LiveEvent, resyncEventName } from '@dromos/api/contract'

/**
 * Calls back when the request with this public id changes, and whenever it may have: at the (re)opening of the
 * stream, since what happened before it is not told, and when events were missed. Returns the function that
 * stops following.
 */
export function followPublicly(jurisdictionId: string, publicId: string, onchange: () => void): () => void {
  const source = new EventSource(`/api/v1/${jurisdictionId}/live?public=true`)
  source.onopen = onchange
  source.addEventListener(resyncEventName, onchange)
  source.onmessage = (message) => {
    const event = LiveEvent.safeParse(JSON.parse(message.data))
    if (event.data?.entity === 'request' && event.data.entityId === publicId) onchange()
  }
  return () => source.close()
}
