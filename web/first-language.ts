import { baseLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js'

// files of tests that share a thread share what is set in it: each begins with the same language
overwriteGetLocale(() => baseLocale)
