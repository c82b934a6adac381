import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { readServiceConfig } from '@dromos/db/config'
import { describe, expect, test } from 'vitest'
import { readConfig as readApiConfig } from '../api/src/config.ts'
import { interpolate, readComposeFile, type Service } from './compose/compose-file.ts'
import { readStages } from './compose/dockerfile.ts'
import { readConfig, root } from './serve/config.ts'

const secrets = {
  POSTGRES_PASSWORD: 'a-long-random-text',
  SESSION_SECRET: 'x'.repeat(32),
  INNER_TOKEN: 'y'.repeat(32),
}
const compose = readComposeFile(secrets)
const services = Object.entries(compose.services)
const ours = services.filter(([, service]) => service.build)
const stages = readStages()

describe('docker-compose.yml', () => {
  test('runs every part behind one proxy', () => {
    const names = services.map(([name]) => name)
    expect(names.toSorted()).toEqual(['api', 'db', 'migrate', 'proxy', 'tiles', 'web', 'worker'])
    expect(services.filter(([, { ports }]) => ports.length > 0).map(([name]) => name)).toEqual(['proxy'])
  })

  test('does not start without its secrets', () => {
    for (const missing of Object.keys(secrets)) {
      expect(() => readComposeFile({ ...secrets, [missing]: '' })).toThrow(missing)
    }
  })

  test('every part is the one image, without rights it does not need', () => {
    for (const [, service] of ours) {
      expect(service).toMatchObject({ image: 'dromos', build: '.', read_only: true, cap_drop: ['ALL'] })
    }
  })

  test.each(ours)('%s runs a program of the image', (_, { command }) => {
    expect(command![0]).toBe('node')
    expect(isInImage(command![1])).toBe(true)
  })

  test.each(services)('%s waits for services that can become what it waits for', (_, { depends_on }) => {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      const target: Service | undefined = compose.services[name]
      expect(target, name).toBeDefined()
      if (condition === 'service_healthy') expect(target.healthcheck, name).toBeDefined()
      if (condition === 'service_completed_successfully') expect(target.restart, name).toBe('no')
    }
  })

  test('files that are mounted exist, and every volume is declared and used', () => {
    const sources = services.flatMap(([, { volumes }]) => volumes.map((volume) => volume.split(':')[0]))
    const files = sources.filter((source) => source.startsWith('.'))
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true)
    const named = new Set(sources.filter((source) => !source.startsWith('.')))
    expect([...named].toSorted()).toEqual(Object.keys(compose.volumes).toSorted())
  })

  test.each(
    ours.flatMap(([name, { healthcheck }]) => (healthcheck ? [[name, healthcheck.test] as const] : [])),
  )('the health check of %s runs a program of the image', (_, [, program, file]) => {
    expect(program).toBe('node')
    expect(isInImage(file)).toBe(true)
  })
})

describe('the environment', () => {
  test.each(['api', 'tiles', 'worker'])('%s accepts what it is given', (name) => {
    const { environment } = compose.services[name]
    const config = readServiceConfig(0, environment)
    expect(config).toMatchObject({
      databaseUrl: expect.stringContaining('@db:5432/'),
      port: Number(environment.PORT),
    })
    expect(readApiConfig(config, environment)).toMatchObject({
      sessionSecret: secrets.SESSION_SECRET,
      trustProxy: 1,
    })
  })

  test('the API believes the web server, and the web server the proxy', () => {
    const { api, web } = compose.services
    expect(readApiConfig(readServiceConfig(0, api.environment), api.environment).innerToken).toBe(
      web.environment.INNER_TOKEN,
    )
    expect(web.environment).toMatchObject({ ADDRESS_HEADER: 'X-Forwarded-For', XFF_DEPTH: '1' })
  })

  test('migrate accepts what it is given', () => {
    expect(readConfig(compose.services.migrate.environment)).toMatchObject({ demo: 'full' })
  })

  test.each(ours)('every variable of %s is read by someone', (_, { environment }) => {
    const readers = [
      '{db,api,tiles}/src/config.ts',
      'scripts/serve/config.ts',
      'web/src/**/*.ts',
      'web/build/*.js',
    ]
    const text = globSync(readers, { cwd: root })
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n')
    // adapter-node reads these in the server it writes at build time
    const known = ['PORT', 'ORIGIN', 'ADDRESS_HEADER', 'XFF_DEPTH']
    for (const name of Object.keys(environment)) {
      expect(known.includes(name) || new RegExp(`\\b${name}\\b`).test(text), name).toBe(true)
    }
  })

  test('the password of the database is the one the parts use', () => {
    expect(compose.services.api.environment.DATABASE_URL).toContain(`:${secrets.POSTGRES_PASSWORD}@`)
    expect(compose.services.db.environment.POSTGRES_PASSWORD).toBe(secrets.POSTGRES_PASSWORD)
  })

  test.each([
    ['${PORT:-3000}:80', '3000:80'],
    ['${SET:-other}', 'given'],
  ])('%s becomes %s', (text, filled) => {
    expect(interpolate(text, { SET: 'given' })).toBe(filled)
  })
})

describe('the proxy', () => {
  const caddyfile = readFileSync(join(root, 'scripts/proxy/Caddyfile'), 'utf8')

  test('leads to services on the ports they listen on', () => {
    const upstreams = [...caddyfile.matchAll(/reverse_proxy (\w+):(\d+)/g)]
    expect(new Set(upstreams.map(([, name]) => name))).toEqual(new Set(['api', 'tiles', 'web']))
    for (const [, name, port] of upstreams) expect(compose.services[name].environment.PORT).toBe(port)
  })

  test('closes every brace it opens', () => {
    expect(caddyfile.split('{').length).toBe(caddyfile.split('}').length)
  })
})

describe('Dockerfile', () => {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean)

  test('copies only what exists and is not ignored', () => {
    const sources = stages.flatMap(({ copies }) =>
      copies.filter(({ from }) => !from).flatMap((copy) => copy.sources),
    )
    expect(sources.length).toBeGreaterThan(0)
    for (const source of sources) {
      expect(existsSync(join(root, source)), source).toBe(true)
      expect(
        ignored.some((pattern) => matchesGlob(source, pattern)),
        source,
      ).toBe(false)
    }
  })

  test('takes from stages that come before', () => {
    stages.forEach(({ base, copies }, index) => {
      const before = stages.slice(0, index).map(({ name }) => name)
      for (const { from } of copies) if (from) expect(before).toContain(from)
      expect(before.includes(base) || base.startsWith('node:24')).toBe(true)
    })
  })

  test('the installation sees the package.json of every workspace', () => {
    const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const sources = stages[0].copies.flatMap((copy) => copy.sources)
    for (const workspace of workspaces) expect(sources).toContain(`${workspace}/package.json`)
  })

  test('does not run as root', () => {
    expect(stages.at(-1)!.user).toBe('node')
  })
})

/** Whether the last stage holds the file: from the work tree, or from the stage that builds web. */
function isInImage(file: string): boolean {
  const copies = stages.at(-1)!.copies
  const copy = copies.find(({ target }) => file === target || file.startsWith(`${target}/`))
  if (!copy) return false
  return copy.from ? file === 'web/build/index.js' : existsSync(join(root, file))
}
