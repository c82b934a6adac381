import { newestPostgres, oldestPostgis, oldestPostgres } from '../../db/src/embedded-binaries.mjs'

/**
 * @typedef {object} Machine
 * @property {string} platform as process.platform names it
 * @property {string[]} distributions ids from os-release, the nearest first
 * @property {boolean} hasApt
 * @property {boolean} isRoot
 * @property {boolean} canSudo without a password
 * @property {boolean} hasPostgres a PostgreSQL we can run, with PostGIS
 * @property {number[]} bareMajors majors of PostgreSQL installed without a usable PostGIS
 * @property {string[]} offeredPostgis packages of the system's sources, as far as known without an update
 * @property {string | undefined} databaseUrl
 * @property {string | undefined} chromium
 */

/** @typedef {{ what: string, how: string }} Need */

/**
 * What to install, and what only the user can: `packages` are apt's, with '*' where a version has to be chosen;
 * `wanted` says the same for people; `missing` is what we cannot install here.
 * @typedef {{ packages: string[], bareMajors: number[], command: string[], wanted: Need[], missing: Need[] }} Decision
 */

export const postgisPackages = 'postgresql-*-postgis-3'
const quietApt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get']
const debianPackage = 'postgresql-15-postgis-3'
const chromiumPackages = ['chromium', 'fonts-dejavu-core']

/**
 * @param {Machine} machine
 * @param {'start' | 'test' | 'check'} goal
 * @returns {Decision}
 */
export function decide(machine, goal) {
  const wanted = []
  const packages = []
  if (goal !== 'check' && !machine.hasPostgres && !machine.databaseUrl) {
    wanted.push(postgresNeed(machine))
    packages.push(postgisPackages)
  }
  if (goal === 'test' && !machine.chromium) {
    wanted.push(chromiumNeed(machine))
    packages.push(...chromiumPackages)
  }
  const canInstall = machine.hasApt && (machine.isRoot || machine.canSudo)
  const command = machine.isRoot ? quietApt : ['sudo', '-n', ...quietApt]
  return canInstall
    ? { packages, bareMajors: machine.bareMajors, command, wanted, missing: [] }
    : { packages: [], bareMajors: machine.bareMajors, command, wanted, missing: wanted }
}

/** @param {Need[]} missing */
export function explain(missing) {
  const lines = missing.flatMap(({ what, how }) => [`  ${what}`, `    ${how}`])
  return [
    'Dromos cannot install this here by itself. Missing:',
    ...lines,
    'Then run the same command again.',
  ].join('\n')
}

/**
 * The PostGIS package to install: for a PostgreSQL that is already here, else the newest offered.
 * @param {string[]} offered names of packages
 * @param {number[]} bareMajors
 */
export function choosePostgisPackage(offered, bareMajors) {
  const majors = offered
    .map((name) => Number(/^postgresql-(\d+)-postgis-3$/.exec(name)?.[1]))
    .filter((major) => major >= oldestPostgres && major <= newestPostgres)
    .sort((one, other) => other - one)
  const chosen = majors.find((major) => bareMajors.includes(major)) ?? majors[0]
  return chosen && postgisPackages.replace('*', String(chosen))
}

/** @param {Machine} machine @returns {Need} */
function postgresNeed(machine) {
  const what = `PostgreSQL ${oldestPostgres} to ${newestPostgres} with PostGIS ${oldestPostgis} or newer`
  const aptPackage = choosePostgisPackage(machine.offeredPostgis, machine.bareMajors) ?? debianPackage
  const install = commandFor(machine, {
    apt: `sudo apt-get update && sudo apt-get install -y ${aptPackage}`,
    darwin: 'brew install postgresql@17 postgis',
    fedora: 'sudo dnf install -y postgresql-server postgis',
    arch: 'sudo pacman -S --needed postgresql postgis',
    suse: 'sudo zypper install -y postgresql-server postgis',
    alpine: 'apk add postgresql17 postgis',
  })
  const running =
    'or set DATABASE_URL to a running one, e.g. DATABASE_URL=postgres://user:password@host/database'
  return {
    what,
    how: install ? `${install}\n    ${running}` : `install it from https://postgis.net, ${running}`,
  }
}

/** @param {Machine} machine @returns {Need} */
function chromiumNeed(machine) {
  const install = commandFor(machine, {
    apt: 'sudo apt-get update && sudo apt-get install -y chromium',
    darwin: 'brew install --cask chromium',
    fedora: 'sudo dnf install -y chromium',
    arch: 'sudo pacman -S --needed chromium',
    suse: 'sudo zypper install -y chromium',
    alpine: 'apk add chromium',
  })
  const path = 'or set CHROMIUM_PATH to the program of a Chromium or Chrome'
  return { what: 'Chromium, for the browser tests', how: install ? `${install}\n    ${path}` : path }
}

/**
 * @param {Machine} machine
 * @param {Record<string, string>} commands
 */
function commandFor(machine, commands) {
  if (machine.platform === 'darwin') return commands.darwin
  if (machine.hasApt) return commands.apt
  const known = machine.distributions.find((id) => Object.hasOwn(commands, id))
  return known && commands[known]
}
