import { spawnSync } from 'node:child_process'
import { runQuietly } from './run-quietly.mjs'
import { choosePostgisPackage, postgisPackages } from './needs.mjs'

/**
 * Installs a decision's packages with apt, waiting for another apt that may be at work.
 * @param {import('./needs.mjs').Decision} decision
 * @param {(text: string) => void} report
 */
export async function installPackages({ packages, bareMajors, command, wanted }, report) {
  const [program, ...words] = command
  const waiting = ['-o', 'DPkg::Lock::Timeout=300']
  report('updating the list of packages')
  // a source that is out of reach matters only if the install then fails
  await runQuietly(program, [...words, ...waiting, 'update'], { mayFail: true })
  const names = await Promise.all(
    packages.map((name) => (name === postgisPackages ? postgis(bareMajors) : name)),
  )
  report(`installing ${names.join(', ')}`)
  try {
    const flags = ['install', '-y', '--no-install-recommends']
    await runQuietly(program, [...words, ...waiting, ...flags, ...names])
  } catch (error) {
    const hints = wanted.map(({ what, how }) => `${what}:\n    ${how}`).join('\n  ')
    throw new Error(`${/** @type {Error} */ (error).message}\nWhat was to be installed:\n  ${hints}`, {
      cause: error,
    })
  }
}

/** @param {number[]} bareMajors */
function postgis(bareMajors) {
  const chosen = choosePostgisPackage(offeredPostgis(), bareMajors)
  if (chosen) return chosen
  throw new Error(
    [
      'The package sources of this system have no PostgreSQL we can use. Add those of the PostgreSQL project:',
      '    sudo apt-get install -y postgresql-common && sudo /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y',
      'or set DATABASE_URL to a running PostgreSQL with PostGIS. Then run the same command again.',
    ].join('\n'),
  )
}

/** Names of the packages with PostGIS that the sources of this system offer. */
export function offeredPostgis() {
  const search = spawnSync('apt-cache', ['search', '--names-only', '^postgresql-[0-9]+-postgis-3$'], {
    encoding: 'utf8',
  })
  return (search.stdout ?? '').split('\n').map((line) => line.split(' ')[0])
}
