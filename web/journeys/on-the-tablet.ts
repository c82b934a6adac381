import type { Page } from 'playwright-core'
import { city } from './browser.ts'

/** What a glove misses or the sun hides: targets under 48 px, text under 16 px. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const say = (element: Element, size: number) =>
      `${element.tagName} ${element.className} ${element.textContent?.trim().slice(0, 30)}: ${size}`
    const isShown = (element: Element) => element.checkVisibility() && !element.closest('.visually-hidden')
    // an inline link of the map's sources is part of its sentence
    const targets = [...document.querySelectorAll('a, button, select, textarea')].filter(
      (element) => isShown(element) && !element.closest('.maplibregl-ctrl-attrib'),
    )
    const small = targets.flatMap((element) => {
      const { width, height } = element.getBoundingClientRect()
      const least = Math.round(Math.min(width, height))
      return least < 48 ? [say(element, least)] : []
    })
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (words.nextNode()) {
      const element = words.currentNode.parentElement!
      const size = parseFloat(getComputedStyle(element).fontSize)
      if (words.currentNode.textContent?.trim() && isShown(element) && size < 16)
        small.push(say(element, size))
    }
    return small
  })
}

/** 0 for a red picture, 2 for a blue one. */
export async function strongestChannel(page: Page, mediaId: string): Promise<number> {
  return page.evaluate(async (source) => {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')!
    canvas.drawImage(image, 0, 0, 1, 1)
    const [red, , blue] = canvas.getImageData(0, 0, 1, 1).data
    return red! > blue! ? 0 : 2
  }, `/api/v1/${city}/media/${mediaId}/small`)
}
