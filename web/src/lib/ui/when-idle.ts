/** Does what may wait until the page has nothing else to do, or so many milliseconds; returns what calls it off. */
export function whenIdle(work: () => void, longest?: number): () => void {
  // not known to every browser
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(work, 50)
    return () => clearTimeout(timer)
  }
  const asked = requestIdleCallback(() => work(), { timeout: longest })
  return () => cancelIdleCallback(asked)
}
