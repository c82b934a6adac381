import { Worker } from 'node:worker_threads'

const idle: Worker[] = []

/** A worker thread, a warm one if there is any; idle ones do not keep the process alive. */
export function takeWorker(): Worker {
  const worker = idle.pop() ?? new Worker(new URL('./worker.ts', import.meta.url))
  worker.ref()
  return worker
}

export function giveBack(worker: Worker): void {
  worker.removeAllListeners('message')
  worker.removeAllListeners('error')
  worker.unref()
  idle.push(worker)
}
