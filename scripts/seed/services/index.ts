import { cleanlinessServices } from './cleanliness.ts'
import { greenServices } from './green.ts'
import { healthServices } from './health.ts'
import { lightingServices } from './lighting.ts'
import { publicSpaceServices } from './public-space.ts'
import { roadServices } from './roads.ts'
import type { DemoService } from './service.ts'

/** In the order in which they are offered. */
export const demoServices: readonly DemoService[] = [
  ...cleanlinessServices,
  ...lightingServices,
  ...roadServices,
  ...greenServices,
  ...publicSpaceServices,
  ...healthServices,
]

export const demoDepartments = [
  { code: 'cleanliness', nameEl: 'Διεύθυνση Καθαριότητας', nameEn: 'Cleanliness and Recycling' },
  { code: 'electrical', nameEl: 'Τμήμα Ηλεκτροφωτισμού', nameEn: 'Electrical and Lighting' },
  { code: 'technical-works', nameEl: 'Διεύθυνση Τεχνικών Έργων', nameEn: 'Technical Works' },
  { code: 'green', nameEl: 'Διεύθυνση Πρασίνου', nameEn: 'Green Spaces' },
  { code: 'public-space', nameEl: 'Δημοτική Αστυνομία', nameEn: 'Municipal Police' },
  { code: 'public-health', nameEl: 'Τμήμα Δημόσιας Υγείας', nameEn: 'Public Health and Animals' },
] as const

export const demoSkills = [
  { code: 'lifting', nameEl: 'Χειρισμός γερανού και ανύψωση', nameEn: 'Crane and lifting' },
  { code: 'street-cleaning', nameEl: 'Καθαρισμός οδών και κάδων', nameEn: 'Street and bin cleaning' },
  { code: 'electrician', nameEl: 'Ηλεκτρολόγος', nameEn: 'Electrician' },
  { code: 'road-works', nameEl: 'Οδοποιία', nameEn: 'Road works' },
  { code: 'plumber', nameEl: 'Υδραυλικός', nameEn: 'Plumber' },
  { code: 'metalwork', nameEl: 'Μεταλλικές κατασκευές', nameEn: 'Metalwork' },
  { code: 'painting', nameEl: 'Ελαιοχρωματιστής', nameEn: 'Painter' },
  { code: 'tree-surgeon', nameEl: 'Κλάδεμα ψηλών δέντρων', nameEn: 'Tree surgeon' },
  { code: 'gardener', nameEl: 'Κηπουρός', nameEn: 'Gardener' },
  { code: 'inspection', nameEl: 'Έλεγχος και αυτοψία', nameEn: 'Inspection' },
  { code: 'animal-handling', nameEl: 'Χειρισμός ζώων', nameEn: 'Animal handling' },
  { code: 'pest-control', nameEl: 'Απεντόμωση και μυοκτονία', nameEn: 'Pest control' },
] as const
