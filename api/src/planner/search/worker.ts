import { parentPort } from 'node:worker_threads'
import { Exchange } from './exchange.ts'
import { runThread } from './run-thread.ts'
import type { Outcome, ThreadTask } from './run-thread.ts'
import { createWalker, geometryOf } from './solver-setup.ts'
import type { Compiled } from './solver-setup.ts'

export interface WorkerRequest {
  compiled: Compiled
  task: ThreadTask
  threads: number
  capacity: number
  buffer: SharedArrayBuffer
  neighbours: number
  /** On the clock of `absoluteNow`. */
  deadline: number | null
  steps: number
}

export type WorkerReply = { kind: 'better' | 'done'; outcome: Outcome }

/** Milliseconds on a clock that all threads of the process agree on. */
export function absoluteNow(): number {
  return performance.timeOrigin + performance.now()
}

parentPort?.on('message', (request: WorkerRequest) => {
  const { compiled, task, threads, capacity, buffer, neighbours, deadline, steps } = request
  const walker = createWalker(compiled, task.seed * 7919 + task.thread + 1, neighbours)
  const exchange = new Exchange(threads, capacity, buffer)
  let told = Infinity
  const outcome = runThread(
    walker,
    geometryOf(compiled),
    exchange,
    task,
    { deadline, steps, now: absoluteNow },
    (so) => {
      if (task.thread > 0 || so.cost >= told) return
      told = so.cost
      reply({ kind: 'better', outcome: so })
    },
  )
  reply({ kind: 'done', outcome })
})

function reply(message: WorkerReply): void {
  parentPort!.postMessage(message)
}
