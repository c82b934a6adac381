import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { one } from './db.ts'
import { sql } from './sql.ts'
import { testDatabase } from './testing.ts'

test('a connection lost in the middle of a transaction fails it, and neither the process nor the next one', async () => {
  await using database = await testDatabase()
  const { db, owner } = database
  const work = db.asAccount('someone', async (tx) => {
    const { pid } = await one(tx, z.object({ pid: z.number() }), sql`select pg_backend_pid() as pid`)
    await owner.query(sql`select pg_terminate_backend(${pid})`)
    // long enough for the news to arrive while no statement waits for it
    await wait(300)
    await tx.query(sql`select 1`)
  })
  await expect(work).rejects.toThrow()
  expect((await db.query(sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
})
