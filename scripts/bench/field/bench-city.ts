import { sql, type Database } from '@dromos/db'
import { testDatabase } from '@dromos/db/testing'
import { createAccount } from '../../../api/src/accounts/create-account.ts'
import { arrangeCrews } from '../../../api/src/crews/testing.ts'
import { addTestCity, cityId } from '../../../api/src/testing/city.ts'
import { giveOut } from '../../tablet-model/model-city.ts'

export const password = 'correct horse battery'

export interface BenchCrew {
  email: string
  visitIds: number[]
}

export interface BenchCity extends AsyncDisposable {
  databaseUrl: string
  owner: Database
  crews: BenchCrew[]
  dispatcher: string
}

/** A city with so many crews, each with an account and so many stops given out. */
export async function openBenchCity(crewCount: number, visitCount: number): Promise<BenchCity> {
  const database = await testDatabase()
  const { owner } = database
  await addTestCity(owner)
  await arrangeCrews(owner)
  const visitIds = await giveOut(owner, crewCount * visitCount)
  const crews: BenchCrew[] = []
  for (let index = 0; index < crewCount; index++) {
    const own = visitIds.slice(index * visitCount, (index + 1) * visitCount)
    crews.push({ email: await addCrew(owner, 1000 + index, own), visitIds: own })
  }
  const dispatcher = await addMember(owner, 'dispatcher', 1)
  // as any city that has been there for a day
  await owner.query(sql`analyze`)
  return {
    databaseUrl: database.url,
    owner,
    crews,
    dispatcher,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

async function addCrew(owner: Database, id: number, visitIds: number[]): Promise<string> {
  const email = await addMember(owner, 'crew', id)
  await owner.query(sql`
    insert into crew (jurisdiction_id, id, department_code, depot_id, name_el, name_en, color)
    values (${cityId}, ${id}, 'cleaning', 1, ${email}, ${email}, 0)`)
  await owner.query(sql`
    insert into crew_member (jurisdiction_id, id, crew_id, name, skills, account_id)
    select ${cityId}, ${id}, ${id}, ${email}, '{}', id from account where email = ${email}`)
  await owner.query(sql`
    update visit set crew_id = ${id} where jurisdiction_id = ${cityId} and id = any (${visitIds}::bigint[])`)
  return email
}

async function addMember(owner: Database, role: 'crew' | 'dispatcher', id: number): Promise<string> {
  const email = `${role}${id}@city.test`
  const accountId = await createAccount(owner, { name: `${role} ${id}`, email, password })
  await owner.query(sql`
    insert into membership (jurisdiction_id, account_id, role) values (${cityId}, ${accountId}, ${role})`)
  return email
}
