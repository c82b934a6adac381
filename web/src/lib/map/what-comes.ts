import type { Map as MapLibreMap } from 'maplibre-gl'

const [lookEvery, longest] = [30, 700]

/** What a map was told and has not made tiles of yet: a picture without it is followed by another. */
export class WhatComes {
  readonly #map: MapLibreMap
  /** sources whose data is being read */
  readonly #read = new Set<string>()
  #isGone = false

  constructor(map: MapLibreMap) {
    this.#map = map
    map.on('remove', () => (this.#isGone = true))
    map.on('sourcedataloading', ({ sourceId, tile }) => void (tile || this.#read.add(sourceId)))
    map.on('sourcedata', ({ sourceId, sourceDataType }) => {
      if (sourceDataType === 'content') this.#read.delete(sourceId)
    })
    map.on('sourcedataabort', ({ sourceId, tile }) => void (tile || this.#read.delete(sourceId)))
  }

  /** Comes once all of it is there, or after 700 ms. */
  async isThere(): Promise<void> {
    const last = performance.now() + longest
    while (performance.now() < last && !this.#isAll())
      await new Promise((done) => setTimeout(done, lookEvery))
  }

  #isAll(): boolean {
    return this.#isGone || (this.#read.size === 0 && this.#map.areTilesLoaded())
  }
}
