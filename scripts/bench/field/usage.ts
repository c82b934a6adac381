import { readdirSync, readFileSync } from 'node:fs'

export interface Usage {
  peakRssMb: number
  /** on a processor, all threads, since the process began */
  cpuSeconds: number
}

const ticksASecond = 100

export function usageOf(pid: number): Usage {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  const [user, system] = statOf(pid).slice(11, 13)
  return {
    peakRssMb: Math.round(Number(kilobytes) / 1024),
    cpuSeconds: (Number(user) + Number(system)) / ticksASecond,
  }
}

export function parentOf(pid: number): number {
  return Number(statOf(pid)[1])
}

/** What a server and all processes that it started have taken of the processors, those that ended included. */
export function familySeconds(pid: number): number {
  const ticks = (fields: string[]) => fields.reduce((sum, field) => sum + Number(field), 0)
  const own = ticks(statOf(pid).slice(11, 15))
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter(([, parent]) => Number(parent) === pid)
  return children.reduce((sum, stat) => sum + ticks(stat.slice(11, 13)), own) / ticksASecond
}

/** The fields that follow the name of the program, which may hold spaces; none of a process that is gone. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
  } catch {
    return []
  }
}
