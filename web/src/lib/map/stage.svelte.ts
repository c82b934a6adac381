import type {
  ErrorEvent,
  Map as MapLibreMap,
  MapGeoJSONFeature,
  MapMouseEvent,
  StyleSpecification,
} from 'maplibre-gl'
import { afterPicture } from '#lib/ui/after-picture.ts'
import { drawSeldom, isDrawnBySoftware } from './draw-seldom.ts'
import { serveImages } from './images.ts'
import { applyStyle, type Language } from './overlay.ts'
import { PictureAside } from './picture-aside.ts'
import { loadType } from './type.ts'
import { countInPlace, UnderClick } from './under-click.ts'
import { words } from './words.ts'

export type LonLat = [lon: number, lat: number]
/** west, south, east, north in degrees */
export type Bounds = [number, number, number, number]

export interface MapView {
  center: LonLat
  zoom: number
  bounds: Bounds
}

export interface MapFeature {
  layerId: string
  id: number | string | undefined
  properties: Record<string, unknown>
  /** of the click */
  lon: number
  lat: number
  /** where it stands itself, if it is a point */
  at: LonLat | null
  /** how many stand in exactly its place, itself among them; 0 for what is no point */
  inPlace: number
}

/** Keys that are held while one clicks. */
export type ClickKeys = Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>

export interface StageOptions {
  container: HTMLElement
  /** as it is once the map is made */
  style(): StyleSpecification
  language: Language
  label: string
  start: { bounds: Bounds } | { center: LonLat; zoom: number }
  cooperative: boolean
  /** layers whose features can be pointed at, as of now */
  clickable(): readonly string[]
  onFeature(feature: MapFeature | null, keys: ClickKeys): void
  /** what the pointer is over of the same layers */
  onHover(feature: MapFeature | null): void
  onPlace(place: LonLat): void
  onView(view: MapView): void
}

export type StageState = 'loading' | 'idle' | 'busy' | 'failed' | 'incomplete' | 'unsupported'

/** Makes the map and keeps its style, its state and its events; gone after `close`. */
export class Stage {
  /** as the map tells */
  #told = $state<StageState>('loading')
  map = $state.raw<MapLibreMap>()
  #shown: StyleSpecification | undefined
  /** what it is to show once the page's own picture stands, and not before its first style: that would begin anew */
  #next = $state.raw<StyleSpecification>()
  readonly state: StageState = $derived(this.#next && this.#told === 'idle' ? 'busy' : this.#told)
  #hasStyle = false
  #isClosed = false

  async open(options: StageOptions): Promise<void> {
    try {
      const [{ maplibre }] = await Promise.all([import('./maplibre.ts'), loadType().catch(() => {})])
      if (this.#isClosed) return
      this.#shown = options.style()
      const map = new maplibre.Map({
        container: options.container,
        style: this.#shown,
        ...('bounds' in options.start
          ? { bounds: options.start.bounds, fitBoundsOptions: { padding: 24 } }
          : options.start),
        minZoom: 8,
        maxZoom: 19.5,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        attributionControl: { compact: false },
        cooperativeGestures: options.cooperative,
        fadeDuration: standsStill() ? 0 : 150,
        locale: localeOf(options),
      })
      map.touchZoomRotate.disableRotation()
      map.keyboard.disableRotation()
      map.once('style.load', () => {
        this.#hasStyle = true
        this.#showNext()
      })
      serveImages(map)
      drawSeldom(map)
      this.#listen(map, options)
      this.map = map
    } catch {
      if (!this.#isClosed) this.#told = supportsMaps() ? 'failed' : 'unsupported'
    }
  }

  /** Shows a style behind the page's next picture: telling a map of a day takes longer than drawing lists and hours. */
  show(style: StyleSpecification): void {
    if (!this.map || style === (this.#next ?? this.#shown)) return
    const isWaiting = this.#next !== undefined
    this.#next = style
    if (this.#hasStyle && !isWaiting) afterPicture(() => this.#showNext())
  }

  #showNext(): void {
    const style = this.#next
    this.#next = undefined
    if (!this.map || !style) return
    applyStyle(this.map, this.#shown, style)
    this.#shown = style
  }

  /** Asks again for everything that is missing. */
  retry(): void {
    if (!this.map || !this.#shown) return
    this.#told = 'busy'
    this.map.setStyle(this.#shown, { diff: false })
  }

  close(): void {
    this.#isClosed = true
    this.map?.remove()
    this.map = undefined
  }

  #listen(map: MapLibreMap, options: StageOptions): void {
    map.on('error', (event) => this.#fail(event))
    const settle = () => {
      if (aside?.isPending || !map.loaded() || map.isMoving()) return
      if (this.#told === 'loading' || this.#told === 'busy') this.#told = 'idle'
    }
    const aside = PictureAside.of(map, settle)
    map.on('idle', settle)
    for (const busy of ['movestart', 'dataloading'] as const)
      map.on(busy, () => {
        if (this.#told === 'idle') this.#told = 'busy'
      })
    const under = new UnderClick()
    map.on('click', (event) => {
      const found = foundAt(map, event, options.clickable())
      const picked = under.pick(found, event.point, event.originalEvent.detail > 1)
      options.onFeature(featureOf(picked, found, event), event.originalEvent)
      options.onPlace([event.lngLat.lng, event.lngLat.lat])
    })
    map.on('mousemove', (event) => {
      const found = foundAt(map, event, options.clickable())
      const feature = featureOf(found[0], found, event)
      map.getCanvas().style.cursor = feature ? 'pointer' : ''
      options.onHover(feature)
    })
    map.on('mouseout', () => options.onHover(null))
    map.on('moveend', () => options.onView(viewOf(map)))
    map.once('load', () => options.onView(viewOf(map)))
  }

  #fail(event: ErrorEvent & { sourceId?: string; tile?: unknown }): void {
    // a request that the map itself gave up because one moved on is no failure
    if ('name' in event.error && event.error.name === 'AbortError') return
    this.#told = event.tile || this.#told === 'incomplete' ? 'incomplete' : 'failed'
  }
}

/** Whether the map goes from one picture to the next without those between: each of them costs a page's time there. */
export function standsStill(): boolean {
  return wantsNoMotion() || isDrawnBySoftware()
}

/** No motion for those who asked their device for less. */
export function wantsNoMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** From above. */
function foundAt(
  map: MapLibreMap,
  { point }: MapMouseEvent,
  layerIds: readonly string[],
): MapGeoJSONFeature[] {
  const layers = layerIds.filter((id) => map.getLayer(id))
  if (!layers.length) return []
  // a finger and a small dot meet within a few pixels
  const reach = 4
  return map.queryRenderedFeatures(
    [
      [point.x - reach, point.y - reach],
      [point.x + reach, point.y + reach],
    ],
    { layers },
  )
}

function featureOf(
  one: MapGeoJSONFeature | undefined,
  found: readonly MapGeoJSONFeature[],
  { lngLat }: MapMouseEvent,
): MapFeature | null {
  if (!one) return null
  return {
    layerId: one.layer.id,
    id: one.id,
    properties: one.properties,
    lon: lngLat.lng,
    lat: lngLat.lat,
    at: one.geometry.type === 'Point' ? (one.geometry.coordinates as LonLat) : null,
    // counted when it is asked for: a pointer that moves does not
    get inPlace() {
      return countInPlace(found, one)
    },
  }
}

function viewOf(map: MapLibreMap): MapView {
  const { lng, lat } = map.getCenter()
  const bounds = map.getBounds()
  return {
    center: [lng, lat],
    zoom: map.getZoom(),
    bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
  }
}

function localeOf({ language, label }: StageOptions): Record<string, string> {
  const said = words[language]
  return {
    'Map.Title': label,
    'CooperativeGesturesHandler.WindowsHelpText': said.scrollHelp,
    'CooperativeGesturesHandler.MacHelpText': said.scrollHelpMac,
    'CooperativeGesturesHandler.MobileHelpText': said.touchHelp,
  }
}

function supportsMaps(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null
}
