import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../messages', import.meta.url))

/** What the screens say in a language, by the name of the message; `given` fills what stands in braces. */
export function wordsOf(language: 'el' | 'en') {
  const texts = Object.assign(
    {},
    ...readdirSync(`${folder}/${language}`).map((file) =>
      JSON.parse(readFileSync(`${folder}/${language}/${file}`, 'utf8')),
    ),
  ) as Record<string, unknown>
  return (name: string, given: Record<string, unknown> = {}): string => {
    const text = texts[name]
    if (typeof text !== 'string') throw new Error(`${name} is no plain message`)
    return text.replace(/\{(\w+)\}/g, (_, field: string) => String(given[field]))
  }
}
