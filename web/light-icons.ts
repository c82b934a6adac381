import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

const icon = /\/@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/
const drawing = /const iconData = (\{.*\});/

type Shape = [tag: string, attributes: Record<string, string>]

/**
 * An icon is the drawing it is, which a browser copies. The library puts each together piece by piece while the page
 * runs: with fifty of them that is a tenth of the desk's first picture. What our pages give an icon is its size, the
 * width of its lines, and what it is called by; nothing else is taken.
 */
export function lightIcons(): Plugin {
  return {
    name: 'light-icons',
    load: {
      order: 'pre',
      filter: { id: icon },
      async handler(id) {
        const [, data] = drawing.exec(await readFile(id, 'utf8')) ?? []
        if (!data) return this.error(`There is no drawing in ${id}`)
        return component((JSON.parse(data) as { node: Shape[] }).node)
      },
    },
  }
}

function component(shapes: readonly Shape[]): string {
  const inner = shapes.map(
    ([tag, attributes]) =>
      `<${tag} ${Object.entries(attributes)
        .map(([name, value]) => `${name}="${value}"`)
        .join(' ')} />`,
  )
  return `<script>
  let { size = 24, strokeWidth = 2, 'aria-hidden': hidden, 'aria-label': label } = $props()
</script>
<svg xmlns="http://www.w3.org/2000/svg" width={size} height={size} viewBox="0 0 24 24" fill="none"
  stroke="currentColor" stroke-width={strokeWidth} stroke-linecap="round" stroke-linejoin="round"
  aria-hidden={hidden} aria-label={label} role={label ? 'img' : undefined}>${inner.join('')}</svg>
`
}
