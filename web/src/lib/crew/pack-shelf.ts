import type { PackShelf } from './day-pack.svelte.ts'

const shelves = ['crew-map', 'crew-answers']

/** What the service worker keeps: it stores whatever a crew's page fetches, tiles apart from the rest. */
export function openPackShelf(): PackShelf {
  return {
    async kept() {
      const keys = await Promise.all(shelves.map(async (name) => (await caches.open(name)).keys()))
      return new Set(keys.flat().map(({ url }) => withoutOrigin(url)))
    },
    async fetch(url) {
      return (await (await ask(url)).blob()).size
    },
    async tiles() {
      const { tiles, maxzoom } = (await (await ask('/tiles/basemap.json')).json()) as {
        tiles: [string]
        maxzoom: number
      }
      return { template: withoutOrigin(tiles[0]), maxZoom: maxzoom }
    },
  }
}

async function ask(url: string): Promise<Response> {
  const answer = await fetch(url)
  if (!answer.ok) throw new TypeError(`answered ${answer.status}`)
  return answer
}

function withoutOrigin(url: string): string {
  return url.startsWith(location.origin) ? url.slice(location.origin.length) : url
}
