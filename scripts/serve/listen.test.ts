import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { listen, stopListening } from './listen.ts'

const host = '127.0.0.1'

test('port 0 is any free port', async () => {
  const { server, port } = await listen((_request, response) => response.end('here'), { host, port: 0 })
  expect(await (await fetch(`http://${host}:${port}`)).text()).toBe('here')
  await stopListening(server)
})

test('a taken port leads to one above it', async () => {
  const first = await listen((_request, response) => response.end('first'), { host, port: 0 })
  const second = await listen((_request, response) => response.end('second'), { host, port: first.port })
  expect(second.port).toBeGreaterThan(first.port)
  expect(await (await fetch(`http://${host}:${second.port}`)).text()).toBe('second')
  await stopListening(first.server)
  await stopListening(second.server)
})

test('a port taken on ::1 alone is taken as well', async () => {
  const other = createServer()
  const hasIpv6 = await new Promise<boolean>((resolve) => {
    other.once('error', () => resolve(false))
    other.listen(0, '::1', () => resolve(true))
  })
  const taken = hasIpv6 ? (other.address() as AddressInfo).port : 0
  const { server, port } = await listen((_request, response) => response.end(), { host, port: taken })
  expect(port).not.toBe(taken)
  await stopListening(server)
  other.close()
})

test('a stream that never ends does not hold up the end', async () => {
  const { server, port } = await listen((_request, response) => void response.write('data'), {
    host,
    port: 0,
  })
  const stream = await fetch(`http://${host}:${port}`)
  await stopListening(server)
  await expect(stream.text()).rejects.toThrow()
})
