import type { Language } from './overlay.ts'

/** What the map itself says. */
export const words: Record<Language, Record<Word, string>> = {
  el: {
    zoomIn: 'Μεγέθυνση',
    zoomOut: 'Σμίκρυνση',
    loading: 'Ο χάρτης φορτώνει…',
    failed: 'Ο χάρτης δεν φορτώθηκε.',
    incomplete: 'Ένα μέρος του χάρτη δεν φορτώθηκε.',
    unsupported: 'Αυτή η συσκευή δεν μπορεί να δείξει τον χάρτη. Όσα δείχνει υπάρχουν και στη λίστα.',
    retry: 'Δοκιμή ξανά',
    pin: 'Το σημείο της αναφοράς. Σύρετέ το για να το μετακινήσετε.',
    keys: 'Βέλη: μετακίνηση. Συν και πλην: μεγέθυνση.',
    pinKeys: 'Βέλη: μετακίνηση. Συν και πλην: μεγέθυνση. Enter: σημείο στο κέντρο του χάρτη.',
    scrollHelp: 'Κρατήστε το Ctrl και κυλήστε για μεγέθυνση',
    scrollHelpMac: 'Κρατήστε το ⌘ και κυλήστε για μεγέθυνση',
    touchHelp: 'Μετακινήστε τον χάρτη με δύο δάχτυλα',
  },
  en: {
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    loading: 'Loading the map…',
    failed: 'The map could not be loaded.',
    incomplete: 'A part of the map could not be loaded.',
    unsupported: 'This device cannot show the map. All it shows is in the list too.',
    retry: 'Try again',
    pin: 'The place of the report. Drag to move it.',
    keys: 'Arrow keys move the map, plus and minus zoom.',
    pinKeys: 'Arrow keys move the map, plus and minus zoom, Enter puts the pin in its middle.',
    scrollHelp: 'Hold Ctrl and scroll to zoom',
    scrollHelpMac: 'Hold ⌘ and scroll to zoom',
    touchHelp: 'Use two fingers to move the map',
  },
}

type Word =
  | 'zoomIn'
  | 'zoomOut'
  | 'loading'
  | 'failed'
  | 'incomplete'
  | 'unsupported'
  | 'retry'
  | 'pin'
  | 'keys'
  | 'pinKeys'
  | 'scrollHelp'
  | 'scrollHelpMac'
  | 'touchHelp'
