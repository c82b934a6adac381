import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * Names a process beyond its id, which the system uses again: the id and when it began.
 * Undefined when there is no such process.
 */
export function processIdentity(pid: number): string | undefined {
  const began = existsSync('/proc/self/stat') ? beganOnLinux(pid) : ps(pid, 'lstart')
  return began && `${pid} ${began}`
}

/** Whether the process still runs that `processIdentity` once named. */
export function isSameProcess(identity: string): boolean {
  return processIdentity(Number.parseInt(identity, 10)) === identity
}

/** Whether this process is a PostgreSQL server that serves this data folder. */
export function servesFolder(pid: number, data: string): boolean {
  if (!existsSync('/proc/self/stat')) return ps(pid, 'command')?.includes('postgres') ?? false
  try {
    // a server works in its data folder; another user's process cannot be read and is not ours
    return beganOnLinux(pid) !== undefined && readlinkSync(`/proc/${pid}/cwd`) === data
  } catch {
    return false
  }
}

function beganOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // the name in parentheses may hold spaces; after it come the state and, 20th, the start in clock ticks
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    return (
      execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
    )
  } catch {
    return undefined
  }
}
