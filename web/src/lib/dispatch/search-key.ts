import { searchKey } from '@dromos/api/contract'

export { searchKey }

/** Every word that is looked for sounds somewhere in the text, in any order; no words are in every text. */
export function saysAll(text: string, words: string): boolean {
  const key = searchKey(text)
  return searchKey(words)
    .split(' ')
    .every((word) => key.includes(word))
}
