import type { Random } from './random.ts'

/** What people write: a subject and, often, a circumstance. Nothing in it is about a person. */
interface Words {
  el: readonly [subjects: string, circumstances: string]
  en: readonly [subjects: string, circumstances: string]
}

const general = {
  el: 'εδώ και μέρες|παρακαλώ για τις ενέργειές σας|το έχω ξαναδηλώσει|στη γωνία|μπροστά στην είσοδο|κοντά στη στάση',
  en: 'for days now|please have a look|at the corner|by the entrance',
}

const beside = 'δίπλα στον κάδο|πάνω στο πεζοδρόμιο|έξω από την πολυκατοικία|στη γωνία|εμποδίζει τους πεζούς'
const besideEn = 'next to the bin|on the pavement|outside the building|blocks the way'
const dark =
  'ο δρόμος είναι σκοτεινός|δεν βλέπουμε το βράδυ|σχεδόν μια εβδομάδα|μπροστά στο σχολείο|στη γωνία'
const darkEn = 'the street is dark|for almost a week|in front of the school'
const danger = 'επικίνδυνο για πεζούς|επικίνδυνο για μηχανάκια|πριν γίνει ατύχημα|κοντά στη διάβαση'
const dangerEn = 'dangerous for pedestrians|dangerous for motorbikes|near the crossing'

const words: Readonly<Record<string, Words>> = {
  'bulky-waste': {
    el: [
      'Παλιός καναπές|Διπλό στρώμα|Χαλασμένο ψυγείο|Ντουλάπα διαλυμένη|Πλυντήριο|Καρέκλες και τραπέζι|Κρεβάτι και σανίδες',
      beside,
    ],
    en: ['Old sofa|Double mattress|Broken fridge|Wardrobe in pieces|Washing machine', besideEn],
  },
  'street-light-fault': {
    el: ['Καμένη λάμπα|Σβηστό φωτιστικό|Δύο λάμπες σβηστές|Το φως αναβοσβήνει|Δεν ανάβουν τα φώτα', dark],
    en: ['Lamp is out|Light keeps flickering|Two lamps are out', darkEn],
  },
  'overflowing-bin': {
    el: [
      'Ο κάδος ξεχείλισε|Σακούλες γύρω από τον κάδο|Γεμάτος μπλε κάδος',
      'από το Σάββατο|μυρίζει πολύ|μαζεύονται γάτες',
    ],
    en: ['The bin is overflowing|Bags around the bin', 'since Saturday|it smells'],
  },
  'broken-bin': {
    el: ['Σπασμένο καπάκι κάδου|Καμένος κάδος|Κάδος χωρίς ρόδες', 'θέλει αντικατάσταση|μένει ανοιχτός'],
    en: ['Broken bin lid|Burnt bin', 'needs replacing'],
  },
  'street-cleaning': {
    el: [
      'Ο δρόμος θέλει σκούπισμα|Πολλά φύλλα στο πεζοδρόμιο|Γυαλιά στον δρόμο|Σκουπίδια στο παρτέρι',
      general.el,
    ],
    en: ['The street needs sweeping|Leaves all over the pavement|Broken glass', general.en],
  },
  rubble: {
    el: ['Μπάζα από ανακαίνιση|Σακιά με μπάζα|Πλακάκια και σοβάδες', beside],
    en: ['Rubble from building works|Bags of debris', besideEn],
  },
  'garden-waste-pickup': {
    el: ['Κλαδιά από κλάδεμα|Σακούλες με φύλλα|Κορμοί και κλαδιά', beside],
    en: ['Cut branches|Bags of leaves', besideEn],
  },
  'bin-washing': {
    el: ['Ο κάδος μυρίζει έντονα|Θέλει πλύσιμο ο κάδος', general.el],
    en: ['The bin smells badly', general.en],
  },
  'damaged-light-pole': {
    el: ['Γερμένος στύλος φωτισμού|Ανοιχτή θυρίδα σε στύλο|Κρέμονται καλώδια', danger],
    en: ['Leaning light pole|Open hatch on a pole', dangerEn],
  },
  'square-lighting': {
    el: ['Σβηστά φώτα στην πλατεία|Δεν φωτίζεται η παιδική χαρά|Χαλασμένος προβολέας', dark],
    en: ['Lights out in the square', darkEn],
  },
  'traffic-signal-fault': {
    el: ['Δεν λειτουργεί το φανάρι|Σβηστό κόκκινο|Το φανάρι πεζών κόλλησε', danger],
    en: ['Traffic light not working', dangerEn],
  },
  pothole: {
    el: ['Μεγάλη λακκούβα|Καθίζηση στο οδόστρωμα|Άνοιξε πάλι η λακκούβα|Τρύπα στην άσφαλτο', danger],
    en: ['Deep pothole|The road has sunk', dangerEn],
  },
  'damaged-pavement': {
    el: ['Σπασμένες πλάκες|Ρίζες σήκωσαν το πεζοδρόμιο|Λείπουν πλάκες', danger],
    en: ['Broken slabs|Roots lift the pavement', dangerEn],
  },
  'blocked-drain': {
    el: ['Βουλωμένο φρεάτιο|Λιμνάζουν νερά|Το φρεάτιο δεν τραβάει', 'με κάθε βροχή|μυρίζει|γεμάτο φύλλα'],
    en: ['Blocked drain|Standing water', 'whenever it rains'],
  },
  'missing-cover': {
    el: ['Λείπει καπάκι φρεατίου|Σπασμένο καπάκι φρεατίου', danger],
    en: ['Manhole cover missing', dangerEn],
  },
  'traffic-sign': {
    el: ['Πεσμένη πινακίδα στοπ|Στραβή πινακίδα|Δεν φαίνεται η πινακίδα', danger],
    en: ['Stop sign is down|Bent sign', dangerEn],
  },
  'road-marking': {
    el: ['Έσβησε η διάβαση|Δεν φαίνονται οι γραμμές', danger],
    en: ['The crossing has faded', dangerEn],
  },
  'tree-pruning': {
    el: [
      'Θέλει κλάδεμα το δέντρο|Κλαδιά μπαίνουν στα μπαλκόνια|Το δέντρο κρύβει το φως|Κλαδιά στα καλώδια',
      general.el,
    ],
    en: ['Tree needs pruning|Branches cover the lamp', general.en],
  },
  'fallen-tree': {
    el: [
      'Έπεσε μεγάλο κλαδί|Πεσμένο δέντρο|Το δέντρο γέρνει',
      'μετά τον αέρα|κλείνει το πεζοδρόμιο|πάνω σε αυτοκίνητο',
    ],
    en: ['A big branch fell|Fallen tree', 'after the wind|blocks the pavement'],
  },
  weeds: {
    el: ['Ψηλά χόρτα|Χορταριασμένο οικόπεδο|Χόρτα στη νησίδα', 'κίνδυνος πυρκαγιάς|κρύβουν τη διάβαση'],
    en: ['Tall weeds|Overgrown plot', 'fire hazard'],
  },
  playground: {
    el: ['Σπασμένη κούνια|Χαλασμένη τσουλήθρα|Λείπει το δάπεδο ασφαλείας', 'επικίνδυνο για παιδιά'],
    en: ['Broken swing', 'dangerous for children'],
  },
  'irrigation-leak': {
    el: ['Τρέχει νερό από το παρτέρι|Σπασμένος σωλήνας ποτίσματος', general.el],
    en: ['Water running from the flower bed', general.en],
  },
  'abandoned-vehicle': {
    el: [
      'Εγκαταλελειμμένο αυτοκίνητο|Αυτοκίνητο χωρίς πινακίδες|Μηχανάκι παρατημένο',
      'εδώ και μήνες|με σκασμένα λάστιχα',
    ],
    en: ['Abandoned car|Car without plates', 'for months|flat tyres'],
  },
  'pavement-occupation': {
    el: [
      'Τραπεζοκαθίσματα σε όλο το πεζοδρόμιο|Γλάστρες και κώνοι στον δρόμο',
      'δεν περνά αμαξίδιο|δεν περνά καρότσι',
    ],
    en: ['Tables take the whole pavement', 'no way through for a wheelchair'],
  },
  'illegal-parking': {
    el: ['Παρκαρισμένα πάνω στη διάβαση|Κλειστή ράμπα αναπήρων|Όχημα στο πεζοδρόμιο', 'κάθε πρωί|τώρα'],
    en: ['Parked on the crossing|Ramp is blocked', 'every morning|right now'],
  },
  graffiti: {
    el: ['Συνθήματα στον τοίχο|Γκράφιτι στο σχολείο|Παράνομες αφίσες', general.el],
    en: ['Graffiti on the wall|Posters everywhere', general.en],
  },
  'street-furniture': {
    el: ['Σπασμένο παγκάκι|Ξηλωμένο κολωνάκι|Στραβό κάγκελο', danger],
    en: ['Broken bench|Bollard torn out', dangerEn],
  },
  noise: {
    el: ['Δυνατή μουσική|Θόρυβος από εργασίες', 'μετά τα μεσάνυχτα|ώρες κοινής ησυχίας'],
    en: ['Loud music', 'after midnight'],
  },
  'stray-animal': {
    el: ['Τραυματισμένος σκύλος|Άρρωστη γάτα|Αγέλη αδέσποτων', general.el],
    en: ['Injured dog|Sick cat', general.en],
  },
  'dead-animal': { el: ['Νεκρή γάτα|Νεκρό περιστέρι', general.el], en: ['Dead cat', general.en] },
  'pest-control': {
    el: ['Κατσαρίδες στα φρεάτια|Ποντίκια στο πάρκο|Πολλά κουνούπια', general.el],
    en: ['Cockroaches from the drains|Rats in the park', general.en],
  },
}

const silentShare = 0.1
const split = new Map<string, readonly string[]>()

function choices(text: string): readonly string[] {
  let list = split.get(text)
  if (!list) split.set(text, (list = text.split('|')))
  return list
}

/** A short description, or none. */
export function describe(random: Random, serviceCode: string, language: 'el' | 'en'): string {
  if (random.chance(silentShare)) return ''
  const [subjects, circumstances] = words[serviceCode]?.[language] ?? [general[language], general[language]]
  const subject = random.pick(choices(subjects))
  if (random.chance(0.35)) return subject
  const text = `${subject}, ${random.pick(choices(circumstances))}`
  return random.chance(0.15) ? `${text}. ${random.pick(closings[language])}` : text
}

const closings = {
  el: ['Ευχαριστώ', 'Παρακαλώ για άμεση παρέμβαση', 'Ευχαριστώ εκ των προτέρων'],
  en: ['Thank you', 'Please help'],
}
