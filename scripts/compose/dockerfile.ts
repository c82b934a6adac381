import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../serve/config.ts'

export type Stage = {
  base: string
  name: string | undefined
  user: string | undefined
  copies: { from: string | undefined; sources: string[]; target: string }[]
}

/** The stages of the Dockerfile, in order, as far as its instructions concern files and users. */
export function readStages(): Stage[] {
  const stages: Stage[] = []
  for (const line of readFileSync(join(root, 'Dockerfile'), 'utf8').split('\n')) {
    const [instruction, ...words] = line.trim().split(/\s+/)
    if (instruction === 'FROM')
      stages.push({ base: words[0], name: words[2], user: stageUser(stages, words[0]), copies: [] })
    const stage = stages.at(-1)
    if (instruction === 'USER') stage!.user = words[0]
    if (instruction === 'COPY') stage!.copies.push(readCopy(words))
  }
  return stages
}

function stageUser(stages: Stage[], base: string): string | undefined {
  return stages.find(({ name }) => name === base)?.user
}

function readCopy(words: string[]): Stage['copies'][number] {
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length)
  const paths = words.filter((word) => !word.startsWith('--'))
  return { from, sources: paths.slice(0, -1), target: paths.at(-1)! }
}
