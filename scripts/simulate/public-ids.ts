const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const mask = 0xfffff // half of forty bits

/**
 * Eight letters of Crockford's base32 for an ordinal number: a permutation of all of them (a Feistel network of
 * four rounds), so that ids look drawn and yet never collide within one key.
 */
export function publicIdOf(ordinal: number, key: number): string {
  let left = Math.floor(ordinal / 0x100000) & mask
  let right = ordinal & mask
  for (let round = 1; round <= 4; round++)
    [left, right] = [right, left ^ (scramble(right, key + round) & mask)]
  let id = ''
  for (const half of [left, right])
    for (let shift = 15; shift >= 0; shift -= 5) id += alphabet[(half >>> shift) & 31]
  return id
}

function scramble(half: number, key: number): number {
  let mixed = Math.imul(half ^ Math.imul(key, 0x9e3779b9), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
