import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BenchCrew } from './bench-city.ts'

export interface TabletsTask {
  origin: string
  crews: BenchCrew[]
  photosOfAStop: number
  photoBytes: number
  seed: string
}

/** a tap that the crew made, with the pictures it named */
export interface TakenTap {
  opId: string
  visitId: number
  mediaIds: string[]
}

export interface Returned {
  seconds: number
  cpuSeconds: number
  taken: TakenTap[]
  /** of every call that was answered */
  statuses: number[]
  /** calls that got no answer */
  cuts: number
}

export interface Tablets extends AsyncDisposable {
  /** all at once; done when nothing is left on any of them */
  comeBack(): Promise<Returned>
}

/** The crews have signed in and worked offline once this is there. */
export async function openTablets(task: TabletsTask): Promise<Tablets> {
  const child = fork(fileURLToPath(new URL('./tablets-main.ts', import.meta.url)))
  child.send(task)
  await told(child)
  return {
    comeBack() {
      child.send('go')
      return told(child) as Promise<Returned>
    },
    async [Symbol.asyncDispose]() {
      child.kill()
    },
  }
}

function told(child: ChildProcess): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  child.once('message', resolve)
  child.once('exit', (code) => reject(new Error(`the tablets ended with ${code}`)))
  return promise
}
