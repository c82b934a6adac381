import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runQuietly } from './run-quietly.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Whether node_modules holds what package-lock.json asks for. npm writes its own list there when all is done. */
export function areDependenciesInstalled() {
  const installed = `${root}node_modules/.package-lock.json`
  if (!existsSync(installed) || !existsSync(`${root}node_modules/.bin/node`)) return false
  return isLockFulfilled(readPackages(`${root}package-lock.json`), readPackages(installed))
}

export async function installDependencies() {
  const words = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  // npm itself runs on the Node that started us, never on the one it is about to replace
  if (npm) await runQuietly(process.execPath, [npm, ...words], { folder: root })
  else await runQuietly('npm', words, { folder: root })
}

/**
 * @typedef {Record<string, { version?: string, link?: boolean, optional?: boolean, devOptional?: boolean }>} Packages
 */

/**
 * @param {Packages} asked packages of package-lock.json
 * @param {Packages} installed packages of node_modules/.package-lock.json
 */
export function isLockFulfilled(asked, installed) {
  const isThird = (/** @type {string} */ path) => path.includes('node_modules/')
  const fulfilled = Object.entries(asked)
    .filter(([path]) => isThird(path))
    .every(([path, { version, optional, devOptional }]) =>
      path in installed ? installed[path].version === version : optional || devOptional,
    )
  return fulfilled && Object.keys(installed).every((path) => !isThird(path) || path in asked)
}

/** @param {string} file @returns {Packages} */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}
