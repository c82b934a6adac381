import { tick } from 'svelte'

/** Of a form: what is wrong is said at the fields once it was sent, and from then on as it is typed. */
export class Tried<Field extends string> {
  #isTried = $state(false)
  readonly #find: () => Partial<Record<Field, string | false | null | undefined>>

  constructor(find: () => Partial<Record<Field, string | false | null | undefined>>) {
    this.#find = find
  }

  of(field: Field): string | null {
    return (this.#isTried && this.#find()[field]) || null
  }

  /** Whether it may be sent; else its first field that is wrong has the focus. */
  async isSound(form: HTMLFormElement): Promise<boolean> {
    this.#isTried = true
    if (Object.values(this.#find()).every((error) => !error)) return true
    await tick()
    form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    return false
  }
}
