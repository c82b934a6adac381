import { resyncEventName, type LiveEvent } from '@dromos/api/contract'

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
    const { entity, entityId } = JSON.parse(message.data) as LiveEvent
    if (entity === 'request' && entityId === publicId) onchange()
  }
  return () => source.close()
}
