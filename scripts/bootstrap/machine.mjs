import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { offeredPostgis } from './apt.mjs'
import { findPostgres, installedMajors } from '../../db/src/embedded-binaries.mjs'

/** @returns {import('./needs.mjs').Machine} */
export function inspectMachine() {
  const hasApt = process.platform === 'linux' && existsSync('/usr/bin/apt-get')
  const hasPostgres = findPostgres().length > 0
  const isRoot = process.getuid?.() === 0
  return {
    platform: process.platform,
    distributions: distributions(),
    hasApt,
    isRoot,
    canSudo: !isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0,
    hasPostgres,
    bareMajors: hasPostgres ? [] : installedMajors(),
    offeredPostgis: hasApt && !hasPostgres ? offeredPostgis() : [],
    databaseUrl: process.env.DATABASE_URL || undefined,
    chromium: findChromium(),
  }
}

/** The program of a Chromium or Chrome; CHROMIUM_PATH names one that lies elsewhere. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin')
  const programs = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const applications = [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return [...programs, ...applications].find((path) => existsSync(path))
}

function distributions() {
  if (!existsSync('/etc/os-release')) return []
  const text = readFileSync('/etc/os-release', 'utf8')
  const ids = ['ID', 'ID_LIKE'].map((key) => new RegExp(`^${key}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '')
  return ids.join(' ').split(' ').filter(Boolean)
}
