import { createServer, type AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql } from '@dromos/db'
import { dismissFailedJob, listFailedJobs, retryFailedJob } from '../contract/index.ts'
import { report } from '../requests/testing.ts'
import { cityId, testApi, type SignedIn, type TestApi } from '../testing.ts'
import { enqueue } from './queue.ts'
import { sendNotification } from './queues/send-notification.ts'
import { sendNotificationJob } from './send-notification.ts'

const params = { jurisdictionId: cityId }
const waiting = { timeout: 20_000 }
let api: TestApi
let admin: SignedIn
let mailPort: number

beforeAll(async () => {
  const { port, close } = await listen(createServer())
  await close()
  mailPort = port
  api = await testApi({ smtpUrl: `smtp://127.0.0.1:${port}` })
  admin = await api.signIn('admin')
})

afterAll(() => api?.[Symbol.asyncDispose]())

async function listen(server: ReturnType<typeof createServer>, port = 0) {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () => new Promise<void>((done) => server.close(() => done()))
  return { port: (server.address() as AddressInfo).port, close }
}

/** As if all tries but one were used up: otherwise the last one comes in hours. */
async function leaveOneTry(): Promise<void> {
  await api.database.owner.query(
    sql`update pgboss.job set retry_limit = 0 where name = ${sendNotification.name}`,
  )
}

const failedJobs = async () => (await admin.client(listFailedJobs, { params })).items

test('mail that no server took is seen by an admin, and goes out when it is tried again', async () => {
  await report(api.visitor, { reporter: { email: 'maria@home.test' } })
  await leaveOneTry()
  await api.work([sendNotificationJob])
  const [job] = await vi.waitFor(async () => {
    const jobs = await failedJobs()
    expect(jobs).toHaveLength(1)
    return jobs
  }, waiting)
  expect(job).toMatchObject({ queue: 'send-notification', tries: 1 })
  expect(job.reason).toContain('mail was not taken')
  expect(job.about).toEqual({ notificationId: expect.any(Number) })
  expect(JSON.stringify(job)).not.toContain('maria@')

  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    // the client keeps its connection for the next mail
    closeTimeout: 200,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      stream.resume().on('end', () => {
        mails.push(session.envelope.rcptTo[0].address)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(mailPort, '127.0.0.1', resolve))
  try {
    await admin.client(retryFailedJob, { params: { ...params, jobId: job.id } })
    await vi.waitFor(() => expect(mails).toEqual(['maria@home.test']), waiting)
    expect(await failedJobs()).toEqual([])
    await expect(
      admin.client(retryFailedJob, { params: { ...params, jobId: job.id } }),
    ).rejects.toMatchObject({ problem: { status: 404 } })
  } finally {
    await new Promise<void>((resolve) => server.close(resolve))
  }
})

test("failed work of another city is not there, and one's own can be forgotten", async () => {
  const { context, database } = api
  await database.owner.query(sql`
    insert into jurisdiction (id, name_el, name_en, timezone, country, boundary, center)
    select 'other-city', name_el, name_en, timezone, country, boundary, center from jurisdiction where id = ${cityId}`)
  for (const city of [cityId, 'other-city'])
    await context.db.tenant(city, async (tx) => {
      const payload = { jurisdictionId: city, notificationId: 1 }
      const id = await enqueue(tx, context, sendNotification, payload, { startAfter: 3600 })
      // as the queue does it when the tries are used up
      await tx.query(sql`
        update pgboss.job set name = 'dead-letter', source_name = name, source_id = id where id = ${id}`)
    })
  const { items, total } = await admin.client(listFailedJobs, { params })
  expect(total).toBe(1)
  const theirs = await context.boss.findJobs('dead-letter', { data: { jurisdictionId: 'other-city' } })
  for (const endpoint of [retryFailedJob, dismissFailedJob])
    await expect(
      admin.client(endpoint, { params: { ...params, jobId: theirs[0].id } }),
    ).rejects.toMatchObject({ problem: { status: 404 } })

  await admin.client(dismissFailedJob, { params: { ...params, jobId: items[0].id } })
  expect(await failedJobs()).toEqual([])
  expect(await context.boss.findJobs('dead-letter', { data: { jurisdictionId: 'other-city' } })).toHaveLength(
    1,
  )
})
