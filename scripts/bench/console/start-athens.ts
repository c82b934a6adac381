import { sql, type Database } from '@dromos/db'
import { startProduct, type Product } from '../../test/product.ts'

const plenty = '1000000'

/** The product over a city of Athens with its sixty days, loaded the first time as `npm start` does. */
export async function startAthens(owner: Database, databaseUrl: string, data: string): Promise<Product> {
  const settings = {
    DATABASE_URL: databaseUrl,
    DROMOS_DATA: data,
    LOG_LEVEL: 'error',
    RATE_READS: plenty,
    RATE_WRITES: plenty,
    RATE_SIGN_INS: plenty,
  }
  if (!(await isLoaded(owner))) {
    console.log('loading the demo, once')
    const loading = await startProduct({ ...settings, DEMO: 'full' })
    // what a demo lives after its start is not the bench's day
    await loading.stop('SIGTERM')
  }
  return startProduct({ ...settings, DEMO: 'none' })
}

async function isLoaded(owner: Database): Promise<boolean> {
  const { rows } = await owner.query(sql`select to_regclass('public.hotspot') is not null as is_there`)
  if (!rows[0].is_there) return false
  const { rows: found } = await owner.query(sql`
    select exists (select from hotspot where jurisdiction_id = 'athens') as is_there`)
  return found[0].is_there === true
}
