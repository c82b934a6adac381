import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

test.each(['index.ts', 'check/index.ts', 'explain/index.ts'])(
  '%s and all it imports run in a browser',
  (entry) => {
    const seen = new Set<string>()
    const foreign: string[] = []
    const pending = [join(import.meta.dirname, entry)]
    for (let file = pending.pop(); file; file = pending.pop()) {
      if (seen.has(file)) continue
      seen.add(file)
      const text = readFileSync(file, 'utf8')
      for (const [, name] of text.matchAll(/(?:from|import\() ?'([^']+)'/g)) {
        if (name.startsWith('.')) pending.push(join(dirname(file), name))
        else foreign.push(`${file}: ${name}`)
      }
      if (/\b(process|Buffer|globalThis\.process)\./.test(text)) foreign.push(`${file}: process or Buffer`)
    }
    expect(foreign).toEqual([])
    expect(seen.size).toBeGreaterThan(5)
  },
)
