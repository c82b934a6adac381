import { z } from 'zod'
import { readEnvironment } from '@dromos/db/config'

const perMinute = z.coerce.number().int().min(1)

const environment = z.object({
  // signs session cookies; without it one is made once and kept in the data folder
  SESSION_SECRET: z.string().min(32).optional(),
  // e.g. smtp://user:password@mail.city.gr:587; without it messages are written to the data folder
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Dromos <no-reply@localhost>'),
  // how many proxies stand before this process, so that the caller's address is the real one
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  // connections to the database kept by the API
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(12),
  // known to our own processes alone: with it the web server may say for whom it reads
  INNER_TOKEN: z.string().min(32).optional(),
  // calls a minute from one address (or one account, where someone is signed in)
  RATE_READS: perMinute.default(1200),
  RATE_WRITES: perMinute.default(300),
  RATE_ANONYMOUS_WRITES: perMinute.default(20),
  RATE_UPLOADS: perMinute.default(40),
  // a tablet that comes back sends many, a few hundred kB each
  RATE_CHUNKS: perMinute.default(600),
  RATE_SIGN_INS: perMinute.default(20),
  // where travel times come from: roads (our own graph), estimate, or osrm:http://… for an OSRM server
  TRAVEL_TIMES: z
    .string()
    .regex(/^(roads|estimate|osrm:https?:\/\/.+)$/)
    .default('roads'),
  // seconds that citizens are told of a publish after it: one that is taken back before was told to none of them
  TELL_AFTER_SECONDS: z.coerce.number().int().min(0).max(600).default(60),
  // open live streams a city may have on one process
  LIVE_STREAMS: z.coerce.number().int().min(1).default(2000),
})

export interface Config {
  dataDirectory: string
  publicOrigin: string
  sessionSecret: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  trustProxy: number
  innerToken: string | undefined
  databaseConnections: number
  /** calls a minute */
  rates: Record<'reads' | 'writes' | 'anonymousWrites' | 'uploads' | 'chunks' | 'signIns', number>
  liveStreams: number
  /** how long after a publish citizens hear of it */
  tellAfterSeconds: number
  travelTimes: string
}

/** Throws one error that names every variable that is wrong. */
export function readConfig(
  given: Pick<Config, 'dataDirectory' | 'publicOrigin'>,
  variables?: NodeJS.ProcessEnv,
): Config {
  const values = readEnvironment(environment, variables)
  return {
    ...given,
    sessionSecret: values.SESSION_SECRET,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    trustProxy: values.TRUST_PROXY,
    innerToken: values.INNER_TOKEN,
    databaseConnections: values.DATABASE_CONNECTIONS,
    rates: {
      reads: values.RATE_READS,
      writes: values.RATE_WRITES,
      anonymousWrites: values.RATE_ANONYMOUS_WRITES,
      uploads: values.RATE_UPLOADS,
      chunks: values.RATE_CHUNKS,
      signIns: values.RATE_SIGN_INS,
    },
    liveStreams: values.LIVE_STREAMS,
    tellAfterSeconds: values.TELL_AFTER_SECONDS,
    travelTimes: values.TRAVEL_TIMES,
  }
}
