import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql, type Db } from '@dromos/db'
import { listNotifications } from '../contract/index.ts'
import { sendNotificationJob } from '../jobs/send-notification.ts'
import { idsOf, move, report } from '../requests/testing.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { deliver } from './deliver.ts'
import { notify } from './notify.ts'
import { composeMessage } from './templates/index.ts'

/** A mail server that keeps what it takes, and refuses recipients by what their address says. */
async function mailbox() {
  const mails: { to: string; source: string }[] = []
  let busyTimes = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(address, _session, done) {
      if (address.address.startsWith('gone'))
        return done(Object.assign(new Error('no such box'), { responseCode: 550 }))
      if (address.address.startsWith('busy') && busyTimes++ === 0)
        return done(Object.assign(new Error('later'), { responseCode: 451 }))
      done()
    },
    onData(stream, session, done) {
      let source = ''
      stream.setEncoding('utf8')
      stream.on('data', (chunk: string) => (source += chunk))
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo[0].address, source })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    mails,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((done) => server.close(done)),
  }
}

let box: Awaited<ReturnType<typeof mailbox>>
let api: TestApi

beforeAll(async () => {
  box = await mailbox()
  api = await testApi({ smtpUrl: box.url })
})

afterAll(async () => {
  await api?.[Symbol.asyncDispose]()
  await box?.close()
})

async function outbox(publicId: string) {
  const { rows } = await api.database.owner.query(sql`
    select n.id, n.status, n.attempts, n.failure, n.template from notification n
    join request r on r.id = n.request_id where r.public_id = ${publicId} order by n.id`)
  return rows as { id: number; status: string; attempts: number; failure: string | null; template: string }[]
}

function mailsTo(address: string): string[] {
  return box.mails.filter(({ to }) => to === address).map(({ source }) => source)
}

/** What a reader sees of a quoted-printable or base64 mail's subject and text. */
function readable(source: string): string {
  const words = source.replace(/=\?UTF-8\?([BQ])\?(.*?)\?=\s*/g, (_, kind: string, text: string) =>
    kind === 'B' ? Buffer.from(text, 'base64').toString() : unquote(text.replaceAll('_', ' ')),
  )
  const bodies = [...words.matchAll(/base64\r?\n\r?\n([\s\S]*?)\r?\n--/g)]
  return words + unquote(words) + bodies.map(([, body]) => Buffer.from(body, 'base64').toString()).join('\n')
}

function unquote(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

async function addCrew(db: Db): Promise<void> {
  await db.query(sql`
    insert into depot (jurisdiction_id, id, name_el, name_en, geom)
    values (${cityId}, 1, 'Αμαξοστάσιο', 'Depot', st_point(23.7, 37.98, 4326))`)
  await db.query(sql`
    insert into crew (jurisdiction_id, id, department_code, depot_id, name_el, name_en, color)
    values (${cityId}, 7, 'cleaning', 1, 'Συνεργείο', 'Crew', 0)`)
}

test('who reports gets a confirmation, and word when it is done, in their language', async () => {
  await api.work([sendNotificationJob])
  const { publicId } = await report(api.visitor, { reporter: { email: 'Anna@home.test' }, language: 'en' })
  const [id] = await idsOf(api, [publicId])
  await move(api, { ids: [id], to: 'in_progress' })
  await move(api, { ids: [id], to: 'accepted' })
  await move(api, { ids: [id], to: 'resolved' })
  await vi.waitFor(() => expect(mailsTo('anna@home.test')).toHaveLength(3), { timeout: 15_000 })
  const all = mailsTo('anna@home.test').map(readable).join('\n')
  expect(all).toContain(`We have your report ${publicId}: Street light out`)
  expect(all).toContain('Friday')
  expect(all).toContain(`Report ${publicId} done`)
  expect(all).toContain(`${api.origin}/en/${cityId}/requests/${publicId}`)
  // a mail has arrived before it is written down as sent
  await vi.waitFor(
    async () =>
      expect(await outbox(publicId)).toMatchObject([
        { status: 'sent' },
        { status: 'sent' },
        { status: 'sent' },
      ]),
    { timeout: 15_000 },
  )
})

test('Greek is spoken to Greeks', async () => {
  const { publicId } = await report(api.visitor, { reporter: { email: 'eleni@home.test' } })
  await vi.waitFor(() => expect(mailsTo('eleni@home.test')).toHaveLength(1), { timeout: 15_000 })
  const text = readable(mailsTo('eleni@home.test')[0])
  expect(text).toContain('Λάβαμε το αίτημά σας')
  expect(text).toContain(`${api.origin}/${cityId}/requests/${publicId}`)
})

test('a job that runs twice tells once', async () => {
  const { publicId } = await report(api.visitor, { reporter: { email: 'once@home.test' } })
  await vi.waitFor(() => expect(mailsTo('once@home.test')).toHaveLength(1), { timeout: 15_000 })
  const [{ id }] = await outbox(publicId)
  await Promise.all([deliver(api.context, cityId, id), deliver(api.context, cityId, id)])
  expect(mailsTo('once@home.test')).toHaveLength(1)
})

test('the same key is told once', async () => {
  const { publicId } = await report(api.visitor)
  const [requestId] = await idsOf(api, [publicId])
  const notice = {
    dedupeKey: 'the same',
    channel: 'email',
    template: 'request-moved',
    language: 'el',
    requestId,
  } as const
  for (let i = 0; i < 2; i++) await api.context.db.tenant(cityId, (tx) => notify(tx, api.context, [notice]))
  expect(await outbox(publicId)).toHaveLength(1)
})

test('a box that is busy is tried again, one that is gone is not', async () => {
  const gone = await report(api.visitor, { reporter: { email: 'gone@home.test' } })
  await vi.waitFor(
    async () => expect(await outbox(gone.publicId)).toMatchObject([{ status: 'failed', attempts: 1 }]),
    {
      timeout: 15_000,
    },
  )
  expect((await outbox(gone.publicId))[0].failure).not.toContain('gone@')
  const busy = await report(api.visitor, { reporter: { email: 'busy@home.test' } })
  await vi.waitFor(async () => expect((await outbox(busy.publicId))[0].attempts).toBe(1), { timeout: 15_000 })
  const [{ id, status }] = await outbox(busy.publicId)
  expect(status).toBe('pending')
  await deliver(api.context, cityId, id)
  expect(await outbox(busy.publicId)).toMatchObject([{ status: 'sent', attempts: 2, failure: null }])
})

test('a crew is told on its tablet, and mail without an address is let be', async () => {
  const { publicId } = await report(api.visitor)
  const [requestId] = await idsOf(api, [publicId])
  await addCrew(api.database.owner)
  await api.context.db.tenant(cityId, (tx) =>
    notify(tx, api.context, [
      { dedupeKey: 'plan:1:1:7', channel: 'tablet', template: 'route-published', language: 'el', crewId: 7 },
      {
        dedupeKey: 'nobody',
        channel: 'email',
        template: 'request-moved',
        language: 'el',
        requestId,
        data: { status: 'resolved' },
      },
    ]),
  )
  const statusOf = async (key: string) =>
    (await api.database.owner.query(sql`select status from notification where dedupe_key = ${key}`)).rows[0]
      .status
  await vi.waitFor(async () => expect(await statusOf('plan:1:1:7')).toBe('sent'), { timeout: 15_000 })
  await vi.waitFor(async () => expect(await statusOf('nobody')).toBe('suppressed'), { timeout: 15_000 })
  const { rows } = await api.database.owner.query(sql`
    select entity_id, data from live_event where entity = 'crew'`)
  expect(rows).toEqual([{ entity_id: '7', data: { template: 'route-published' } }])
})

test('staff see what was told, without addresses, page by page', async () => {
  const { client } = await api.signIn('manager')
  const params = { jurisdictionId: cityId }
  const first = await client(listNotifications, { params, query: { limit: 3 } })
  const second = await client(listNotifications, { params, query: { limit: 3, cursor: first.nextCursor! } })
  expect(first.items).toHaveLength(3)
  expect(JSON.stringify([first, second])).not.toContain('home.test')
  const ids = [...first.items, ...second.items].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const agent = await api.signIn('agent')
  await expect(agent.client(listNotifications, { params })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
})

test('without a mail server a demo keeps its mails as files', async () => {
  await using demo = await testApi()
  const { publicId } = await report(demo.visitor, { reporter: { email: 'file@home.test' }, language: 'en' })
  const { rows } = await demo.database.owner.query(sql`select id from notification`)
  await deliver(demo.context, cityId, rows[0].id as number)
  const directory = join(demo.context.config.dataDirectory, 'mail')
  const [file, ...others] = await readdir(directory)
  expect(others).toEqual([])
  const source = await readFile(join(directory, file), 'utf8')
  expect(source).toContain('To: file@home.test')
  expect(readable(source)).toContain(publicId)
})

test('what people wrote cannot become markup', () => {
  const { html } = composeMessage('x', ['<img src=x onerror=alert(1)>', 'https://a.test/"onclick="x'])
  expect(html).not.toContain('<img')
  expect(html).not.toContain('"onclick')
})
