import { Worker } from 'node:worker_threads'
import type { Plan, Problem } from '../model/index.ts'
import type { Base } from './carry.ts'
import type { Replanned } from './replan.ts'

export interface ApartOptions {
  changeBudget: number
  /** Wall time, all included. */
  seconds: number
  seed: number
  signal?: AbortSignal
  onFirst?: (plan: Plan) => void
}

/** On the clock that all threads of the process agree on. */
export interface ApartRequest {
  problem: Problem
  base: Base
  changeBudget: number
  seed: number
  deadline: number
  /** Not 0 once it is to stop with what it has. */
  stop: SharedArrayBuffer
}

export type ApartReply = { kind: 'first'; plan: Plan } | { kind: 'done'; replanned: Replanned }

/** `replan` in a thread of its own, for a process that has other things to do. Aborting gives the best so far. */
export async function replanApart(problem: Problem, base: Base, options: ApartOptions): Promise<Replanned> {
  const { changeBudget, seed, seconds, signal, onFirst } = options
  const deadline = performance.timeOrigin + performance.now() + 1000 * seconds
  const stop = new SharedArrayBuffer(4)
  const request: ApartRequest = { problem, base, changeBudget, seed, deadline, stop }
  const cancel = () => Atomics.store(new Int32Array(stop), 0, 1)
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  const worker = new Worker(new URL('./replan-worker.ts', import.meta.url), { workerData: request })
  try {
    return await new Promise<Replanned>((resolve, reject) => {
      worker.on('message', (reply: ApartReply) => {
        if (reply.kind === 'first') onFirst?.(reply.plan)
        else resolve(reply.replanned)
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('the thread that re-plans has stopped')))
    })
  } finally {
    signal?.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}
