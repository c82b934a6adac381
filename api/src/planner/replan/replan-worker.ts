import { parentPort, workerData } from 'node:worker_threads'
import type { ApartReply, ApartRequest } from './replan-apart.ts'
import { replan } from './replan.ts'

const { problem, base, changeBudget, seed, deadline, stop } = workerData as ApartRequest
const isStopped = new Int32Array(stop)
const replanned = replan(problem, base, {
  changeBudget,
  seed,
  deadline,
  now: () => (Atomics.load(isStopped, 0) === 0 ? performance.timeOrigin + performance.now() : Infinity),
  onFirst: ({ plan }) => reply({ kind: 'first', plan }),
})
reply({ kind: 'done', replanned })

function reply(message: ApartReply): void {
  parentPort!.postMessage(message)
}
