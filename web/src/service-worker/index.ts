/**
 * Lets a crew's tablet open its page without a network. Registered by the crew page only, and answers for it
 * only: the program from its cache, what the day was loaded with from the last good answer.
 */
import { assets, immutable } from '$app/manifest'
import { version } from '$app/env'
import { self } from '$app/service-worker'

// a page of the version before may be open with work in it: what it has not loaded yet must still be there
const programs = 'crew-program-'
const programCache = `${programs}${version}`
const programsKept = 2
const answersCache = 'crew-answers'
const mostAnswers = 500
/** the corridor of a day is kept whole beside what was looked at by the way */
const mapCache = 'crew-map'
const mostTiles = 6000
// a network that is there and does not answer is worse than none
const patienceMs = 4000

const program = new Set(
  [...immutable, ...assets].map(({ path }) => new URL(path, self.location.origin).pathname),
)
const immutablePath = /^\/_app\/immutable\//
const basemapTile = /^\/tiles\/basemap\/\d/
const crewPage = /^\/(en\/)?[a-z][a-z0-9-]+\/crew\/?$/
const keptAnswer =
  /^\/(api\/v1\/(me|[a-z][a-z0-9-]+(\/(services|areas|media\/[^/]+\/(small|full)))?)|tiles\/.*)$/

self.addEventListener('install', (event) => {
  event.waitUntil(keepProgram().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldPrograms().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (program.has(url.pathname) || immutablePath.test(url.pathname))
    return event.respondWith(fromProgram(event.request))
  if (crewPage.test(url.pathname)) return event.respondWith(pageInTime(event.request, url.pathname))
  if (event.request.mode === 'navigate') return
  if (keptAnswer.test(url.pathname)) event.respondWith(forCrew(event))
})

async function keepProgram(): Promise<void> {
  const cache = await caches.open(programCache)
  await cache.addAll([...program])
}

/** Caches are listed in the order they were made. */
async function forgetOldPrograms(): Promise<void> {
  const kept = (await caches.keys()).filter((name) => name.startsWith(programs) || name === 'crew-program')
  const older = kept.filter((name) => name !== programCache)
  for (const name of older.slice(0, Math.max(0, older.length - programsKept + 1))) await caches.delete(name)
}

async function fromProgram(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function forCrew(event: FetchEvent): Promise<Response> {
  if (!(await isCrews(event.clientId))) return fetch(event.request)
  const isTile = basemapTile.test(new URL(event.request.url).pathname)
  return isTile ? keptThenNetwork(event.request) : networkThenKept(event.request, event.request.url)
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
    return await askAndKeep(request, key, cache, mostAnswers)
  } catch (failure) {
    const kept = await cache.match(key)
    if (kept) return kept
    throw failure
  }
}

/** The page itself starts from what is kept when the network takes too long; its data is asked for all the same. */
async function pageInTime(request: Request, key: string): Promise<Response> {
  const kept = await caches.match(key, { cacheName: answersCache })
  const asked = networkThenKept(request, key)
  return kept ? Promise.race([asked, after(patienceMs).then(() => kept)]) : asked
}

/** A tile's address names its version: the one that is kept is the one that is asked for. */
async function keptThenNetwork(request: Request): Promise<Response> {
  const cache = await caches.open(mapCache)
  return (await cache.match(request.url)) ?? askAndKeep(request, request.url, cache, mostTiles)
}

let puts = 0

async function askAndKeep(request: Request, key: string, cache: Cache, most: number): Promise<Response> {
  const response = await fetch(request)
  if (response.ok && !response.redirected) {
    await cache.put(key, response.clone())
    // counting thousands of keys takes a while
    if (++puts % 50 === 0) await trim(cache, most)
  }
  return response
}

function after(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

async function trim(cache: Cache, most: number): Promise<void> {
  const keys = await cache.keys()
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key)
}
