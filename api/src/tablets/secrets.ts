import { createHash, randomBytes, randomInt } from 'node:crypto'
import { isEasyPin } from '../contract/index.ts'

/** What a tablet keeps: long enough that its hash needs no salt. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Ten figures, typed on the tablet's own keys: nobody guesses one of them in minutes at twenty tries a minute. */
export function makeCode(): string {
  return String(randomInt(10 ** 10)).padStart(10, '0')
}

/** As it may be typed or read aloud: "12345 67890". */
export function plainCode(typed: string): string {
  return typed.replace(/[\s-]/g, '')
}

export function makePin(): string {
  for (;;) {
    const pin = String(randomInt(10 ** 6)).padStart(6, '0')
    if (!isEasyPin(pin)) return pin
  }
}
