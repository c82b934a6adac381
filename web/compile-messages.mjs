// Compiles messages/** into src/lib/paraglide. A step of its own, because the compiler's idle workers would
// keep a vite build alive for half a minute.
import { compile } from '@inlang/paraglide-js'

await compile({
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['url', 'cookie', 'baseLocale'],
  emitTsDeclarations: true,
  cookieName: 'language',
})
process.exit(0)
