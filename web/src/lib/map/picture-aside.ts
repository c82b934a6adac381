import type { Map as MapLibreMap } from 'maplibre-gl'
import { isDrawnBySoftware } from './draw-seldom.ts'

/** milliseconds between two looks whether a picture is done */
const lookEvery = 8

interface Picture {
  /** pixels of the screen, which may be several to one of the page */
  width: number
  height: number
  /** pixels of the page */
  wide: number
  high: number
  /** what lies in its middle, and how large it is there */
  middle: { lng: number; lat: number }
  zoom: number
}

interface Coming extends Picture {
  done: WebGLSync
  pixels: WebGLBuffer
}

/**
 * Where no graphics card draws, a browser lets the whole page wait for each picture of a map: up to half a second in
 * which no key and no pointer is answered. There the map draws out of sight; its pictures are read once they are done
 * and shown on a canvas beside, which follows the camera until the next one is here.
 */
export class PictureAside {
  readonly #map: MapLibreMap
  readonly #gl: WebGL2RenderingContext
  readonly #canvas = document.createElement('canvas')
  readonly #context = this.#canvas.getContext('2d', { willReadFrequently: true })!
  readonly #seen: () => void
  #shown: Picture | null = null
  #coming: Coming | null = null
  /** something is to be drawn that was not, as a picture was on its way */
  #isBehind = false
  #isGone = false

  /** Null where a graphics card draws. `seen` is called when a picture is there that nothing is behind of. */
  static of(map: MapLibreMap, seen: () => void): PictureAside | null {
    return isDrawnBySoftware() ? new PictureAside(map, seen) : null
  }

  private constructor(map: MapLibreMap, seen: () => void) {
    this.#map = map
    this.#seen = seen
    const drawn = map.getCanvas()
    this.#gl = drawn.getContext('webgl2')!
    // it keeps keys, names and pointers; what nobody can see is not waited for
    drawn.style.opacity = '0'
    this.#canvas.ariaHidden = 'true'
    Object.assign(this.#canvas.style, { position: 'absolute', inset: '0 auto auto 0', pointerEvents: 'none' })
    drawn.before(this.#canvas)
    this.#followPainter()
    map.on('webglcontextrestored', () => this.#followPainter())
    map.on('move', () => this.#follow())
    map.on('resize', () => this.#follow())
    map.on('remove', () => (this.#isGone = true))
  }

  /** Whether what the map drew last is not to be seen yet. */
  get isPending(): boolean {
    return this.#coming !== null || this.#isBehind
  }

  #followPainter(): void {
    this.#coming = null
    const { painter } = this.#map
    const paint = painter.render.bind(painter)
    painter.render = (...scene) => {
      // the camera goes on; its next picture waits for this one, or they would come later and later
      if (this.#coming) {
        this.#isBehind = true
        return
      }
      this.#isBehind = false
      paint(...scene)
      this.#take()
    }
  }

  #take(): void {
    const gl = this.#gl
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl
    const pixels = gl.createBuffer()
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, pixels)
    gl.bufferData(gl.PIXEL_PACK_BUFFER, width * height * 4, gl.STREAM_READ)
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, 0)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null)
    const done = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
    gl.flush()
    if (!pixels || !done) return
    const { clientWidth: wide, clientHeight: high } = this.#map.getCanvas()
    const middle = this.#map.unproject([wide / 2, high / 2])
    this.#coming = { width, height, wide, high, middle, zoom: this.#map.getZoom(), done, pixels }
    setTimeout(this.#look, lookEvery)
  }

  #look = (): void => {
    const coming = this.#coming
    if (!coming || this.#isGone) return
    const gl = this.#gl
    const state = gl.clientWaitSync(coming.done, 0, 0)
    if (state === gl.TIMEOUT_EXPIRED) return void setTimeout(this.#look, lookEvery)
    this.#coming = null
    if (state !== gl.WAIT_FAILED) this.#show(coming)
    gl.deleteSync(coming.done)
    gl.deleteBuffer(coming.pixels)
    if (this.#isBehind) this.#map.triggerRepaint()
    else this.#seen()
  }

  #show(picture: Coming): void {
    const { width, height, pixels } = picture
    const gl = this.#gl
    const image = new ImageData(width, height)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, pixels)
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, image.data)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null)
    if (this.#canvas.width !== width) this.#canvas.width = width
    if (this.#canvas.height !== height) this.#canvas.height = height
    this.#context.putImageData(image, 0, 0)
    this.#shown = picture
    this.#follow()
  }

  /** Lays the picture where the camera now sees what it shows; its rows come from below. */
  #follow(): void {
    if (!this.#shown) return
    const { wide, high, middle, zoom } = this.#shown
    const { x, y } = this.#map.project(middle)
    const scale = 2 ** (this.#map.getZoom() - zoom)
    Object.assign(this.#canvas.style, {
      width: `${wide}px`,
      height: `${high}px`,
      transform: `translate(${x - wide / 2}px, ${y - high / 2}px) scale(${scale}, ${-scale})`,
    })
  }
}
