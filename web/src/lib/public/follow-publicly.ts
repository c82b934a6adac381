import { LiveEvent } from '@dromos/api/contract'

/** Calls back when the request with this public id changes. Returns the function that stops following. */
export function followPublicly(jurisdictionId: string, publicId: string, onchange: () => void): () => void {
  const source = new EventSource(`/api/v1/${jurisdictionId}/live?public=true`)
  source.onmessage = (message) => {
    const event = LiveEvent.safeParse(JSON.parse(message.data))
    if (event.data?.entity === 'request' && event.data.entityId === publicId) onchange()
  }
  return () => source.close()
}
