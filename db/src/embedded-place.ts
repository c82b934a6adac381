import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { join } from 'node:path'

/** The system user the server runs as; undefined when it is simply us. */
export type Owner = { uid: number; gid: number } | undefined

/** Where a cluster's files lie. `note` stays in the folder that was asked for, `data` may lie elsewhere. */
export type Place = { note: string; data: string; log: string; users: string; lock: string; owner: Owner }

/** PostgreSQL refuses to run as root, so root lends it to the system user `postgres`. */
export function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return undefined
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'))
  if (!line)
    throw new Error('PostgreSQL does not run as root, and there is no system user "postgres" to run it as')
  const [, , uid, gid] = line.split(':').map(Number)
  return { uid, gid }
}

/**
 * Makes the folders of a cluster. A folder its owner cannot reach (a clone in root's home) keeps only the
 * note; the data then lies under /var/lib/dromos, in a folder named after the path.
 */
export async function makePlace(directory: string, owner: Owner): Promise<Place> {
  mkdirSync(directory, { recursive: true })
  const asked = realpathSync(directory)
  const home = canReach(asked, owner) ? asked : elsewhere(asked)
  if (home !== asked) writeFileSync(join(asked, 'moved-to'), `${home}\n`)
  const files = join(home, 'server')
  mkdirSync(home, { recursive: true })
  if (!existsSync(files)) mkdirSync(files, { mode: 0o700 })
  if (owner) await chown(files, owner.uid, owner.gid)
  return {
    note: join(asked, 'cluster.json'),
    data: join(files, 'data'),
    log: join(files, 'server.log'),
    users: join(asked, 'users'),
    lock: join(asked, 'lock'),
    owner,
  }
}

function elsewhere(asked: string): string {
  const name = createHash('sha256').update(asked).digest('hex').slice(0, 16)
  return join('/var/lib/dromos', name)
}

function canReach(directory: string, owner: Owner): boolean {
  if (!owner) return true
  const { status } = spawnSync('test', ['-x', directory], { ...owner, cwd: '/' })
  return status === 0
}
