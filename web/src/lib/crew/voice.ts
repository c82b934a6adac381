const languages = { el: 'el-GR', en: 'en-GB' }

/** Says something by the device's own voice; what it was still saying is dropped. */
export function say(words: string, locale: keyof typeof languages): void {
  const { speechSynthesis } = globalThis
  if (!speechSynthesis) return
  speechSynthesis.cancel()
  const spoken = new SpeechSynthesisUtterance(words)
  spoken.lang = languages[locale]
  const own = speechSynthesis.getVoices().find(({ lang }) => lang.replace('_', '-').startsWith(locale))
  if (own) spoken.voice = own
  speechSynthesis.speak(spoken)
}

export function canSpeak(): boolean {
  return 'speechSynthesis' in globalThis
}

/** Says each thing once, however often it is asked to. */
export class Announcer {
  #saidId: number | undefined

  announce(id: number, words: string, locale: keyof typeof languages): void {
    if (id === this.#saidId) return
    this.#saidId = id
    say(words, locale)
  }
}
