import type { Plugin } from 'vite'
import { ofClientBuild } from './client-build.ts'

const manifest = '.vite/manifest.json'
/** SvelteKit looks there for its own program */
const ownEntry = /\/@sveltejs\/kit\/src\/runtime\/client\/entry\.js$/

/**
 * What is imported only when it is wanted brings its styles itself, when it comes. SvelteKit would name them all in the
 * page, for parts that a server renders before they are there; none of ours are, and a desk asked for forty files more.
 */
export function stylesOfLater(): Plugin {
  return {
    name: 'styles-of-later',
    ...ofClientBuild,
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const asset = bundle[manifest]
        if (asset?.type !== 'asset') return this.error(`There is no ${manifest}`)
        const chunks = JSON.parse(String(asset.source)) as Record<string, { dynamicImports?: string[] }>
        for (const [name, chunk] of Object.entries(chunks))
          if (!ownEntry.test(name)) delete chunk.dynamicImports
        asset.source = JSON.stringify(chunks)
      },
    },
  }
}
