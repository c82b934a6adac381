import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// Plain JavaScript, because the bootstrap asks the same question before TypeScript can run.

export const oldestPostgres = 15
export const newestPostgres = 18
export const oldestPostgis = '3.3'

/**
 * @typedef {object} PostgresBinaries
 * @property {string} bin folder of initdb, pg_ctl and postgres
 * @property {number} major
 * @property {string} postgis version of the PostGIS this server would load
 */

/**
 * Every installed PostgreSQL that can serve us, newest first.
 * @returns {PostgresBinaries[]}
 */
export function findPostgres() {
  const usable = binFolders().map(inspect).filter(isUsable)
  return usable.toSorted((one, other) => other.major - one.major)
}

/** Majors of every PostgreSQL server installed, usable or not. */
export function installedMajors() {
  return binFolders().flatMap((bin) => inspect(bin)?.major ?? [])
}

/**
 * @param {{ major: number, postgis: string | undefined } | undefined} found
 * @returns {found is PostgresBinaries}
 */
export function isUsable(found) {
  if (!found || found.postgis === undefined) return false
  const isKnownMajor = found.major >= oldestPostgres && found.major <= newestPostgres
  return isKnownMajor && isAtLeast(found.postgis, oldestPostgis)
}

/**
 * @param {string} version
 * @param {string} least
 */
export function isAtLeast(version, least) {
  const [major, minor = 0] = version.split('.').map(Number)
  const [leastMajor, leastMinor = 0] = least.split('.').map(Number)
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}

function binFolders() {
  const roots = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/Library/PostgreSQL']
  const versioned = roots.flatMap((root) =>
    list(root)
      .filter((name) => /^(postgresql@)?\d+$/.test(name))
      .map((name) => join(root, name, 'bin')),
  )
  const rpm = list('/usr')
    .filter((name) => /^pgsql-\d+$/.test(name))
    .map((name) => join('/usr', name, 'bin'))
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return [...new Set([...versioned, ...rpm, ...onPath])].filter((folder) =>
    existsSync(join(folder, 'initdb')),
  )
}

/** @param {string} bin */
function inspect(bin) {
  try {
    const version = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
    return { bin, major: Number(/(\d+)/.exec(version)?.[1]), postgis: postgisVersion(bin) }
  } catch {
    return undefined
  }
}

/** @param {string} bin */
function postgisVersion(bin) {
  const share = execFileSync(join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' }).trim()
  const control = join(share, 'extension', 'postgis.control')
  if (!existsSync(control)) return undefined
  return /default_version\s*=\s*'([\d.]+)/.exec(readFileSync(control, 'utf8'))?.[1]
}

/** @param {string} folder */
function list(folder) {
  return existsSync(folder) ? readdirSync(folder) : []
}
