import type { Map as MapLibreMap } from 'maplibre-gl'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { rest } from '#lib/ui/rest.ts'
import { WhatComes } from './what-comes.ts'

/** milliseconds: how long a change waits for others, and how long at most */
const waiting = { pause: 120, longest: 500 }
/** and then for whoever uses the page beside the map: for news and answers, and for a hand until it pauses */
const [longestBeside, longestInHand] = [1000, 2500]
/** a hand that was over the map so long ago is not beside it */
const overMapMilliseconds = 1000
const byHand = ['pointerdown', 'wheel', 'keydown'] as const
const handMilliseconds = 500

/**
 * Where no graphics card draws, one picture of the map takes as long as a whole page: changes that come together are
 * drawn together, a moment later, and once the map stands not while a hand is busy beside it, or waits for an answer.
 * What moves the map is followed at once.
 */
export function drawSeldom(map: MapLibreMap): void {
  if (!isDrawnBySoftware()) return
  const draw = map.triggerRepaint.bind(map)
  const drawLater = afterQuiet(() => void drawAtRest(), waiting)
  const unfollow = rest.followHands(window)
  const whatComes = new WhatComes(map)
  let isDrawing = false
  let isWaiting = false
  let hasStood = false
  let isGone = false
  let handAt = -Infinity
  let overMapAt = -Infinity
  async function drawAtRest(): Promise<void> {
    if (isWaiting) return
    isWaiting = true
    const isBeside = hasStood && performance.now() - overMapAt > overMapMilliseconds
    if (isBeside) await rest.comes(longestBeside, longestInHand)
    if (hasStood) await whatComes.isThere()
    isWaiting = false
    if (!isGone) draw()
  }
  // what a picture itself asks for is the rest of it
  map.on('render', () => {
    isDrawing = true
    queueMicrotask(() => (isDrawing = false))
  })
  map.on('move', draw)
  map.once('idle', () => (hasStood = true))
  map.on('remove', () => {
    isGone = true
    drawLater.stop()
    unfollow()
  })
  for (const event of byHand)
    map.getCanvasContainer().addEventListener(event, () => (handAt = performance.now()), {
      capture: true,
      passive: true,
    })
  map.getCanvasContainer().addEventListener('pointermove', () => (overMapAt = performance.now()), {
    passive: true,
  })
  map.triggerRepaint = () => {
    const isInHand = performance.now() - handAt < handMilliseconds
    if (isDrawing || isInHand || map.isMoving()) draw()
    else drawLater()
  }
}

let isSoftware: boolean | undefined

/** Whether this browser draws maps without a graphics card, by the name of its renderer; unknown is a card. */
export function isDrawnBySoftware(): boolean {
  return (isSoftware ??= /swiftshader|llvmpipe|softpipe|software|basic render/i.test(rendererName()))
}

function rendererName(): string {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  // left to be collected: a context that is made to be lost can take those of other pages along
  const gl = canvas.getContext('webgl2')
  const names = gl?.getExtension('WEBGL_debug_renderer_info')
  return names ? String(gl!.getParameter(names.UNMASKED_RENDERER_WEBGL)) : ''
}
