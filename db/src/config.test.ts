import { expect, test } from 'vitest'
import { readServiceConfig } from './config.ts'

const databaseUrl = 'postgres://dromos@db/dromos'

test('an empty variable counts as none', () => {
  const config = readServiceConfig(3001, { DATABASE_URL: databaseUrl, PORT: '', HOST: '' })
  expect(config).toMatchObject({ databaseUrl, port: 3001, host: '127.0.0.1' })
})

test('every wrong variable is named at once', () => {
  const wrong = { DATABASE_URL: 'mysql://db', PORT: '99999', LOG_LEVEL: 'loud' }
  const read = () => readServiceConfig(3001, wrong)
  for (const name of Object.keys(wrong)) expect(read).toThrow(name)
})
