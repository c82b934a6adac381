/**
 * Lets a crew's tablet open its page without a network. Registered by the crew page only, and answers for it
 * only: the program from its cache, what the day was loaded with from the last good answer.
 */
import { assets, immutable } from '$app/manifest'
import { self } from '$app/service-worker'

const programCache = 'crew-program'
const answersCache = 'crew-answers'
const mostAnswers = 1500

const program = new Set(
  [...immutable, ...assets].map(({ path }) => new URL(path, self.location.origin).pathname),
)
const crewPage = /^\/(en\/)?[a-z][a-z0-9-]+\/crew\/?$/
const keptAnswer =
  /^\/(api\/v1\/(me|[a-z][a-z0-9-]+(\/(services|areas|media\/[^/]+\/(small|full)))?)|tiles\/.*)$/

self.addEventListener('install', (event) => {
  event.waitUntil(keepProgram().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldProgram().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (program.has(url.pathname)) return event.respondWith(fromProgram(event.request))
  if (crewPage.test(url.pathname)) return event.respondWith(networkThenKept(event.request, url.pathname))
  if (event.request.mode === 'navigate') return
  if (keptAnswer.test(url.pathname)) event.respondWith(forCrew(event))
})

async function keepProgram(): Promise<void> {
  const cache = await caches.open(programCache)
  await cache.addAll([...program])
}

async function forgetOldProgram(): Promise<void> {
  const cache = await caches.open(programCache)
  for (const request of await cache.keys()) {
    if (!program.has(new URL(request.url).pathname)) await cache.delete(request)
  }
}

async function fromProgram(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: programCache })) ?? fetch(request)
}

async function forCrew(event: FetchEvent): Promise<Response> {
  if (!(await isCrews(event.clientId))) return fetch(event.request)
  return networkThenKept(event.request, event.request.url)
}

/** Whether a page of a crew asks, or the thread that loads the tiles of its map. */
async function isCrews(clientId: string): Promise<boolean> {
  const client = clientId ? await self.clients.get(clientId) : undefined
  if (!client) return false
  if (client.type !== 'worker') return isCrewPage(client)
  return (await self.clients.matchAll({ type: 'window' })).some(isCrewPage)
}

function isCrewPage({ url }: Client): boolean {
  return crewPage.test(new URL(url).pathname)
}

async function networkThenKept(request: Request, key: string): Promise<Response> {
  const cache = await caches.open(answersCache)
  try {
    const response = await fetch(request)
    if (response.ok && !response.redirected) {
      await cache.put(key, response.clone())
      await trim(cache)
    }
    return response
  } catch (failure) {
    const kept = await cache.match(key)
    if (kept) return kept
    throw failure
  }
}

async function trim(cache: Cache): Promise<void> {
  const keys = await cache.keys()
  for (const key of keys.slice(0, Math.max(0, keys.length - mostAnswers))) await cache.delete(key)
}
