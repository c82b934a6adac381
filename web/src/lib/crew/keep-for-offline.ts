const answers = /^\/(api\/v1|tiles)\//

/**
 * Has the service worker keep this page. What the page loaded before the worker took over went past it: on a
 * tablet's first visit that is asked for once more. True when it was.
 */
export async function keepForOffline(): Promise<boolean> {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer }
  if (!serviceWorker) return false
  const isKept = serviceWorker.controller !== null
  // asked for once: without it a browser that is short of room may throw away what is kept
  await navigator.storage?.persist?.().catch(() => false)
  await serviceWorker.register('/service-worker.js', { type: 'module' })
  if (isKept) return false
  await untilTakenOver(serviceWorker)
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  const wanted = loaded.filter((url) => answers.test(new URL(url).pathname))
  await Promise.allSettled([location.href, ...new Set(wanted)].map((url) => fetch(url)))
  return true
}

async function untilTakenOver(container: ServiceWorkerContainer): Promise<void> {
  if (container.controller) return
  await new Promise((done) => container.addEventListener('controllerchange', done, { once: true }))
}

/** Gives up the map that is kept: it can be loaded again, and what the crew does cannot. */
export async function forgetMap(): Promise<void> {
  await caches.delete('crew-map')
}
