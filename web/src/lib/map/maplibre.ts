import 'maplibre-gl/dist/maplibre-gl.css'
import * as maplibre from 'maplibre-gl'
// MapLibre 6 is ES modules only: a bundler must be told to give its worker an address of its own
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'

maplibre.setWorkerUrl(workerUrl)

/** 545 kB gzipped: import this module lazily. */
export { maplibre }
