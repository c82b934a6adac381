/**
 * Lets a crew's tablet open its page without a network. Registered by the crew page only, and answers for it
 * only: the program from its cache, what the day was loaded with from the last good answer.
 */
import { assets, immutable } from '$app/manifest'
import { version } from '$app/env'
import { self } from '$app/service-worker'
import { screenCache, type KeptScreen } from '../lib/crew/early/screen-facts.ts'
import { withScreen } from '../lib/crew/early/with-screen.ts'

// a page of the version before may be open with work in it: what it has not loaded yet must still be there
const programs = 'crew-program-'
const programCache = `${programs}${version}`
const programsKept = 2
const answersCache = 'crew-answers'
const mostAnswers = 500
/** the corridor of a day is kept whole beside what was looked at by the way */
const mapCache = 'crew-map'
const mostTiles = 6000

const program = new Set(
  [...immutable, ...assets].map(({ path }) => new URL(path, self.location.origin).pathname),
)
const immutablePath = /^\/_app\/immutable\//
const basemapTile = /^\/tiles\/basemap\/\d/
const picture = /\/media\//
const crewPage = /^\/(en\/)?[a-z][a-z0-9-]+\/crew\/?$/
const keptAnswer =
  /^\/(api\/v1\/(me|[a-z][a-z0-9-]+(\/(services|areas|media\/[^/]+\/(small|full)))?)|tiles\/.*)$/
// who is signed in is never answered from what was, while there is a network
const whoAmI = '/api/v1/me'

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
    return event.respondWith(fromProgram(event.request, url.pathname))
  if (crewPage.test(url.pathname)) return event.respondWith(pageOfCrew(event, url))
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

/** A page of the version before asks for what this version does not have. */
async function fromProgram(request: Request, pathname: string): Promise<Response> {
  const cacheName = program.has(pathname) ? programCache : undefined
  return (await caches.match(request, { cacheName, ignoreVary: true })) ?? fetch(request)
}

async function forCrew(event: FetchEvent): Promise<Response> {
  if (!(await isCrews(event.clientId))) return fetch(event.request)
  const { pathname } = new URL(event.request.url)
  if (basemapTile.test(pathname)) return keptThenNetwork(event.request, mapCache, mostTiles)
  if (picture.test(pathname)) return keptThenNetwork(event.request, answersCache, mostAnswers)
  return pathname === whoAmI
    ? networkThenKept(event.request, event.request.url)
    : keptThenRenewed(event, event.request.url)
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

/** At once from what is kept, which is asked for anew meanwhile: a slow network keeps nobody waiting. */
async function keptThenRenewed(event: FetchEvent, key: string): Promise<Response> {
  const kept = await caches.match(key, { cacheName: answersCache })
  const asked = networkThenKept(event.request, key)
  if (!kept) return asked
  event.waitUntil(asked.catch(() => undefined))
  return kept
}

/**
 * Kept without anybody's day: the page is asked for as nobody opens it, whoever does. What stands first on the screen
 * is the page's own to keep.
 */
async function pageOfCrew(event: FetchEvent, { origin, pathname }: URL): Promise<Response> {
  const kept = await caches.match(pathname, { cacheName: answersCache })
  const asked = networkThenKept(new Request(origin + pathname, { credentials: 'same-origin' }), pathname)
  if (!kept && event.request.mode !== 'navigate') return asked
  event.waitUntil(asked.catch(() => undefined))
  return kept ? withWhatStoodFirst(kept, pathname) : fetch(event.request)
}

async function withWhatStoodFirst(page: Response, pathname: string): Promise<Response> {
  const screen = await caches.match(pathname, { cacheName: screenCache })
  if (!screen) return page
  const { status, headers } = page
  return new Response(withScreen(await page.text(), (await screen.json()) as KeptScreen), { status, headers })
}

/** What never changes under its address: a tile, whose address names its version, and a picture. */
async function keptThenNetwork(request: Request, name: string, most: number): Promise<Response> {
  const cache = await caches.open(name)
  return (await cache.match(request.url)) ?? askAndKeep(request, request.url, cache, most)
}

let puts = 0

function isPersonal({ headers }: Response): boolean {
  return /no-store/.test(headers.get('cache-control') ?? '')
}

async function askAndKeep(request: Request, key: string, cache: Cache, most: number): Promise<Response> {
  const response = await fetch(request)
  if (response.ok && !response.redirected && !isPersonal(response)) {
    await cache.put(key, response.clone())
    // counting thousands of keys takes a while
    if (++puts % 50 === 0) await trim(cache, most)
  }
  return response
}

async function trim(cache: Cache, most: number): Promise<void> {
  const keys = await cache.keys()
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key)
}
