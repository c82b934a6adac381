import { describe, expect, test } from 'vitest'
import { choosePostgisPackage, decide, explain, type Machine } from './needs.mjs'

const bareDebian: Machine = {
  platform: 'linux',
  distributions: ['debian'],
  hasApt: true,
  isRoot: true,
  canSudo: false,
  hasPostgres: false,
  bareMajors: [],
  offeredPostgis: ['postgresql-15-postgis-3'],
  databaseUrl: undefined,
  chromium: undefined,
}
const fullDebian: Machine = { ...bareDebian, hasPostgres: true, chromium: '/usr/bin/chromium' }

describe('what is installed', () => {
  test('a start on a bare Debian installs the database, and no browser', () => {
    const { packages, missing } = decide(bareDebian, 'start')
    expect(packages).toEqual(['postgresql-*-postgis-3'])
    expect(missing).toEqual([])
  })

  test('the tests also install Chromium', () => {
    expect(decide(bareDebian, 'test').packages).toContain('chromium')
  })

  test('a machine that has everything is left as it is', () => {
    expect(decide(fullDebian, 'test')).toMatchObject({ packages: [], missing: [] })
  })

  test('DATABASE_URL stands for a server of our own', () => {
    const machine = { ...bareDebian, databaseUrl: 'postgres://city@db.example/dromos' }
    expect(decide(machine, 'start')).toMatchObject({ packages: [], missing: [] })
  })

  test('the checks alone need neither database nor browser', () => {
    expect(decide(bareDebian, 'check')).toMatchObject({ packages: [], missing: [] })
  })

  test('sudo is used by those who are not root', () => {
    expect(decide(bareDebian, 'start').command[0]).toBe('env')
    expect(decide({ ...bareDebian, isRoot: false, canSudo: true }, 'start').command[0]).toBe('sudo')
  })
})

describe('what only the user can install', () => {
  test('without root and sudo it is named, with the command that installs it', () => {
    const { packages, missing } = decide({ ...bareDebian, isRoot: false }, 'test')
    expect(packages).toEqual([])
    const text = explain(missing)
    expect(text).toContain('PostgreSQL 15 to 18 with PostGIS 3.3')
    expect(text).toContain('sudo apt-get update && sudo apt-get install -y postgresql-15-postgis-3')
    expect(text).toContain('sudo apt-get install -y chromium')
  })

  test.each([
    [{ platform: 'darwin', distributions: [] }, 'brew install postgresql@17 postgis'],
    [{ distributions: ['fedora'] }, 'sudo dnf install -y postgresql-server postgis'],
    [{ distributions: ['manjaro', 'arch'] }, 'sudo pacman -S --needed postgresql postgis'],
    [{ distributions: ['unheard-of'] }, 'https://postgis.net'],
  ])('the command is that of the system: %o', (system, command) => {
    const { missing } = decide({ ...bareDebian, hasApt: false, ...system }, 'start')
    expect(explain(missing)).toContain(command)
    expect(explain(missing)).toContain('DATABASE_URL')
  })
})

describe('the PostGIS package', () => {
  test('is the newest we can use', () => {
    const offered = ['postgresql-14-postgis-3', 'postgresql-15-postgis-3', 'postgresql-17-postgis-3']
    expect(choosePostgisPackage(offered, [])).toBe('postgresql-17-postgis-3')
  })

  test('fits the PostgreSQL that is already here', () => {
    const offered = ['postgresql-15-postgis-3', 'postgresql-16-postgis-3', 'postgresql-17-postgis-3']
    expect(choosePostgisPackage(offered, [16])).toBe('postgresql-16-postgis-3')
  })

  test('is none when all that is offered is too old or too new', () => {
    expect(
      choosePostgisPackage(['postgresql-14-postgis-3', 'postgresql-19-postgis-3', ''], [14]),
    ).toBeUndefined()
  })
})
