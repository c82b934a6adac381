import { rememberLocale } from '#lib/city/known-locale.ts'
import { getLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js'

// zod asks whether it may make code out of text; the policy of the pages says no, and reports the question. Told where
// zod looks when it is loaded: most pages never do.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

overwriteGetLocale(rememberLocale(getLocale, () => window.location.href))
