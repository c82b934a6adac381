// Compiles messages/** into src/lib/paraglide. A step of its own, because the compiler's idle workers would
// keep a vite build alive for half a minute.
import { globSync, readFileSync } from 'node:fs'
import { compile } from '@inlang/paraglide-js'

// one message would silently take the other's place, and the compiler would work at it for minutes
const places = new Map()
for (const file of globSync('messages/el/*.json'))
  for (const name of Object.keys(JSON.parse(readFileSync(file, 'utf8')))) {
    if (places.has(name)) throw new Error(`The message ${name} is in ${places.get(name)} and in ${file}`)
    places.set(name, file)
  }

await compile({
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['url', 'cookie', 'baseLocale'],
  emitTsDeclarations: true,
  cookieName: 'language',
})
process.exit(0)
