import { Worker } from 'node:worker_threads'
import type { VroomAnswer } from '../planner/vroom/index.ts'
import type { SolveTask } from './solve.worker.ts'

/** Set-up, matrix and explanation come on top of the search. */
const GRACE_SECONDS = 30
const MOST_MEMORY_MB = 1024

let isBusy = false

export type SolveOutcome = { ok: true; answer: VroomAnswer } | { ok: false; reason: 'busy' | 'too-long' }

/** Solves one problem in a thread of its own, one at a time in this process; ends it when the caller leaves. */
export async function solveInThread(task: SolveTask, signal: AbortSignal): Promise<SolveOutcome> {
  if (isBusy) return { ok: false, reason: 'busy' }
  isBusy = true
  const worker = new Worker(new URL('./solve.worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  })
  const limit = AbortSignal.any([signal, AbortSignal.timeout((task.seconds + GRACE_SECONDS) * 1000)])
  try {
    return await new Promise<SolveOutcome>((resolve, reject) => {
      limit.addEventListener('abort', () => resolve({ ok: false, reason: 'too-long' }), { once: true })
      worker.once('message', (answer: VroomAnswer) => resolve({ ok: true, answer }))
      worker.once('error', reject)
    })
  } finally {
    await worker.terminate()
    isBusy = false
  }
}
