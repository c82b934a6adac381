export type Theme = 'light' | 'dark'

/** The values of `ui/tokens.css` that a map draws with (WebGL cannot read them), and the tints of the ground. */
export interface MapColours {
  paper: string
  surface: string
  ink: string
  muted: string
  accent: string
  onAccent: string
  ok: string
  soon: string
  late: string
  /** around what lies on the ground, to lift it off */
  casing: string
  /** around a route whose colour the ground would swallow */
  edge: string
  /** below which it does; on paper a colour is told by its hue sooner than in the dark */
  leastContrast: number
  land: string
  street: string
  streetArrow: string
  path: string
  rail: string
  water: string
  waterText: string
  boundary: string
  streetText: string
  placeText: string
  halo: string
}

export const colours: Record<Theme, MapColours> = {
  light: {
    paper: '#fbfaf7',
    surface: '#ffffff',
    ink: '#1b1f23',
    muted: '#62676e',
    accent: '#0b5fa5',
    onAccent: '#ffffff',
    ok: '#2e7d4f',
    soon: '#8a5f00',
    late: '#b3401f',
    casing: '#ffffff',
    edge: '#7d796e',
    leastContrast: 2,
    land: '#fbfaf7',
    street: '#e4dfd5',
    streetArrow: '#b5afa1',
    path: '#e2ddd2',
    rail: '#d5cfc2',
    water: '#cfdfe8',
    waterText: '#5c7f93',
    boundary: '#b3ab9b',
    streetText: '#6f6c65',
    placeText: '#5d5a53',
    halo: '#fbfaf7',
  },
  dark: {
    paper: '#14171a',
    surface: '#1b1f23',
    ink: '#eceae5',
    muted: '#9aa0a6',
    accent: '#5ba4e6',
    onAccent: '#0d1a26',
    ok: '#6cc08b',
    soon: '#e0b04a',
    late: '#f08a68',
    casing: '#0c0e10',
    edge: '#9aa0a6',
    leastContrast: 2.5,
    land: '#14171a',
    street: '#2a3037',
    streetArrow: '#515962',
    path: '#2e343b',
    rail: '#363d45',
    water: '#1c3140',
    waterText: '#6f93a8',
    boundary: '#4a525b',
    streetText: '#8f959b',
    placeText: '#a9aeb3',
    halo: '#14171a',
  },
}
