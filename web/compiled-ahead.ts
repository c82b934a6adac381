import type { Plugin } from 'vite'
import { ofClientBuild } from './client-build.ts'

/** The files of the first picture, by the names that the crew's and the desk's chunks give them. */
const ofFirstPicture = /^(frame|desk)/

/**
 * Most of them is run for the first picture: a browser that reads this note (Chrome since 136) compiles the whole file
 * beside the main thread while it comes, instead of function by function when the picture waits for it. It takes a sixth
 * off the time that a desk's first page keeps the main thread busy.
 */
const note = '//# allFunctionsCalledOnLoad'

export function compiledAhead(): Plugin {
  return {
    name: 'compiled-ahead',
    ...ofClientBuild,
    generateBundle: {
      // the note stands before all else in its file, also before what vite puts there
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'chunk' && ofFirstPicture.test(file.name)) file.code = `${note}\n${file.code}`
      },
    },
  }
}
