import { badInput } from '../http/problems.ts'

interface Named {
  taskId?: number | undefined
  taskIds?: number[] | undefined
}

/** The tasks a call names, one or several, each once. */
export function namedTasks({ taskId, taskIds }: Named): number[] {
  const all = [...(taskId === undefined ? [] : [taskId]), ...(taskIds ?? [])]
  if (all.length > 0) return [...new Set(all)]
  throw badInput('Name the work that this is about', [{ path: 'body.taskIds', message: 'missing' }])
}
