import type { JobField } from '@dromos/api/contract'
import type { Bilingual } from './service.ts'

type More = Partial<Pick<JobField, 'unit' | 'assetKind'>> & { isRequired?: true }

function field(code: string, kind: JobField['kind'], label: Bilingual, more: More = {}): JobField {
  return { code, kind, isRequired: false, labelEl: label[0], labelEn: label[1], options: [], ...more }
}

function choice(
  code: string,
  label: Bilingual,
  options: [key: string, el: string, en: string][],
  more: More = {},
) {
  const named = options.map(([key, nameEl, nameEn]) => ({ key, nameEl, nameEn }))
  return { ...field(code, 'choice', label, more), options: named }
}

export interface DemoJobForm {
  services: readonly string[]
  fields: readonly JobField[]
  equipment: readonly Bilingual[]
  safety: readonly Bilingual[]
}

const remarks = field('remarks', 'text', ['Παρατηρήσεις', 'Remarks'])

/** What demo crews fill in at jobs of each service. */
export const demoJobForms: readonly DemoJobForm[] = [
  {
    services: ['street-light-fault', 'square-lighting'],
    fields: [
      field('pole', 'asset', ['Αριθμός στύλου', 'Pole number'], {
        isRequired: true,
        assetKind: 'light-pole',
      }),
      choice(
        'lamp_type',
        ['Τύπος λαμπτήρα', 'Lamp type'],
        [
          ['led', 'LED', 'LED'],
          ['sodium', 'Νατρίου', 'Sodium'],
          ['other', 'Άλλος', 'Other'],
        ],
        { isRequired: true },
      ),
      choice(
        'cause',
        ['Αιτία', 'Cause'],
        [
          ['lamp', 'Λαμπτήρας', 'Lamp'],
          ['cable', 'Καλώδιο', 'Cable'],
          ['fuse', 'Ασφάλεια', 'Fuse'],
          ['network', 'Δίκτυο', 'Network'],
        ],
      ),
      field('fixture_code', 'barcode', ['Κωδικός νέου φωτιστικού', 'Code of the new fixture']),
      field('lit', 'photo', ['Φωτογραφία αναμμένου', 'Photo of it lit'], { isRequired: true }),
    ],
    equipment: [
      ['Μονωτικά γάντια', 'Insulating gloves'],
      ['Δοκιμαστικό τάσης', 'Voltage tester'],
    ],
    safety: [['Διακοπή ρεύματος πριν ανοίξει η θυρίδα', 'Power off before the hatch is opened']],
  },
  {
    services: ['damaged-light-pole', 'traffic-signal-fault'],
    fields: [
      field('pole', 'asset', ['Αριθμός στύλου', 'Pole number'], { assetKind: 'light-pole' }),
      choice(
        'made_safe',
        ['Ασφαλίστηκε;', 'Made safe?'],
        [
          ['yes', 'Ναι', 'Yes'],
          ['no', 'Όχι', 'No'],
        ],
        { isRequired: true },
      ),
      remarks,
    ],
    equipment: [
      ['Κώνοι', 'Cones'],
      ['Μονωτικά γάντια', 'Insulating gloves'],
    ],
    safety: [['Ηλεκτρικό ρεύμα: κρατήστε τον κόσμο μακριά', 'Live wires: keep people away']],
  },
  {
    services: ['bulky-waste', 'rubble', 'garden-waste-pickup'],
    fields: [
      field('volume', 'number', ['Όγκος', 'Volume'], { isRequired: true, unit: 'm³' }),
      field('pieces', 'number', ['Τεμάχια', 'Pieces']),
      choice(
        'kind',
        ['Κυρίως', 'Mainly'],
        [
          ['furniture', 'Έπιπλα', 'Furniture'],
          ['appliance', 'Συσκευές', 'Appliances'],
          ['rubble', 'Μπάζα', 'Rubble'],
          ['green', 'Κλαδέματα', 'Green waste'],
        ],
      ),
      field('signed', 'signature', ['Υπογραφή κατοίκου', "Resident's signature"]),
    ],
    equipment: [['Ιμάντες', 'Straps']],
    safety: [['Δύο άτομα για ό,τι ξεπερνά τα 25 κιλά', 'Two people for anything above 25 kg']],
  },
  {
    services: ['pothole', 'damaged-pavement', 'missing-cover'],
    fields: [
      field('area', 'number', ['Επιφάνεια', 'Area'], { isRequired: true, unit: 'm²' }),
      choice(
        'repair',
        ['Αποκατάσταση', 'Repair'],
        [
          ['final', 'Οριστική', 'Final'],
          ['temporary', 'Προσωρινή', 'Temporary'],
        ],
        { isRequired: true },
      ),
      remarks,
    ],
    equipment: [
      ['Κώνοι', 'Cones'],
      ['Δονητική πλάκα', 'Plate compactor'],
    ],
    safety: [['Σήμανση πριν κατεβείτε στο οδόστρωμα', 'Signs out before you step onto the road']],
  },
  {
    services: ['dead-animal', 'stray-animal'],
    fields: [
      choice(
        'species',
        ['Ζώο', 'Animal'],
        [
          ['dog', 'Σκύλος', 'Dog'],
          ['cat', 'Γάτα', 'Cat'],
          ['other', 'Άλλο', 'Other'],
        ],
        { isRequired: true },
      ),
      field('chip', 'barcode', ['Αριθμός τσιπ', 'Chip number']),
    ],
    equipment: [['Αναγνώστης τσιπ', 'Chip reader']],
    safety: [['Γάντια πάντα', 'Gloves always']],
  },
]

export interface DemoMaterial {
  code: string
  department?: string
  name: Bilingual
  unit: Bilingual
  step?: number
}

const pieces: Bilingual = ['τεμ.', 'pcs']

export const demoMaterials: readonly DemoMaterial[] = [
  { code: 'led-lamp', department: 'electrical', name: ['Λαμπτήρας LED', 'LED lamp'], unit: pieces },
  { code: 'fuse', department: 'electrical', name: ['Ασφάλεια', 'Fuse'], unit: pieces },
  { code: 'cable', department: 'electrical', name: ['Καλώδιο', 'Cable'], unit: ['μ.', 'm'], step: 5 },
  { code: 'bags', department: 'cleanliness', name: ['Σακούλες', 'Bags'], unit: pieces, step: 5 },
  {
    code: 'cold-asphalt',
    department: 'technical-works',
    name: ['Ψυχρή άσφαλτος', 'Cold asphalt'],
    unit: ['σακιά', 'sacks'],
  },
  {
    code: 'paving-slab',
    department: 'technical-works',
    name: ['Πλάκα πεζοδρομίου', 'Paving slab'],
    unit: pieces,
  },
  {
    code: 'cement',
    department: 'technical-works',
    name: ['Τσιμέντο', 'Cement'],
    unit: ['κιλά', 'kg'],
    step: 5,
  },
  {
    code: 'disinfectant',
    department: 'public-health',
    name: ['Απολυμαντικό', 'Disinfectant'],
    unit: ['λίτρα', 'litres'],
  },
  {
    code: 'carrier-bag',
    department: 'public-health',
    name: ['Σάκος μεταφοράς', 'Carrier bag'],
    unit: pieces,
  },
  { code: 'warning-tape', name: ['Ταινία σήμανσης', 'Warning tape'], unit: ['μ.', 'm'], step: 10 },
]
