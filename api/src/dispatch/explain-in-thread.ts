import { Worker } from 'node:worker_threads'
import { unavailable } from '../http/problems.ts'
import type { ExplainAnswer, ExplainReply, ExplainTask } from './explain.worker.ts'

const MOST_WAITING = 16
const MOST_MILLISECONDS = 20_000
const MOST_MEMORY_MB = 512

interface Waiting {
  settle(answer: ExplainReply['answer']): void
  fail(error: unknown): void
}

/** One warm thread for the process; it does not keep the process alive while it has nothing to do. */
let thread: { worker: Worker; waiting: Map<number, Waiting> } | null = null
let lastId = 0

/** Asks a thread beside this one, so that requests and jobs go on meanwhile. */
export async function explainInThread<Task extends ExplainTask>(task: Task): Promise<ExplainAnswer<Task>> {
  const { worker, waiting } = (thread ??= startThread())
  if (waiting.size >= MOST_WAITING) throw unavailable()
  const id = ++lastId
  const answer = await new Promise<ExplainReply['answer']>((resolve, reject) => {
    const timer = setTimeout(() => endThread(worker, unavailable()), MOST_MILLISECONDS)
    const done = () => {
      clearTimeout(timer)
      waiting.delete(id)
      if (waiting.size === 0) worker.unref()
    }
    waiting.set(id, {
      settle: (given) => (done(), resolve(given)),
      fail: (error) => (done(), reject(error)),
    })
    worker.ref()
    worker.postMessage({ id, task })
  })
  return answer as ExplainAnswer<Task>
}

function startThread(): NonNullable<typeof thread> {
  const waiting = new Map<number, Waiting>()
  const worker = new Worker(new URL('./explain.worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  })
  worker.unref()
  worker.on('message', ({ id, answer }: ExplainReply) => waiting.get(id)?.settle(answer))
  worker.on('error', (error) => endThread(worker, error))
  return { worker, waiting }
}

/** A thread that broke or takes too long is ended with all it was asked; the next question starts another. */
function endThread(worker: Worker, error: unknown): void {
  if (thread?.worker !== worker) return
  const { waiting } = thread
  thread = null
  for (const { fail } of [...waiting.values()]) fail(error)
  void worker.terminate()
}
