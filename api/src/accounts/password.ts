import { hash, verify } from '@node-rs/argon2'

// OWASP's second choice for argon2id: 19 MiB, two passes, one lane
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2id in PHC text form */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

export async function verifyPassword(given: { hash: string; password: string }): Promise<boolean> {
  return verify(given.hash, given.password)
}
