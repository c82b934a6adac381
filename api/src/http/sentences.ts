import type { Language } from '../contract/index.ts'

/** A sentence in every language of the product. */
export type Told = Record<Language, string>

/** Every sentence a problem may say, and its Greek: what is not here does not compile. */
export const greek = {
  // the door
  'Sign in first': 'Συνδεθείτε πρώτα',
  'This is not yours to see or do': 'Δεν έχετε δικαίωμα για αυτό',
  'This was sent from another site': 'Η αποστολή έγινε από άλλον ιστότοπο',
  'Too many requests; wait a little': 'Πολλές κλήσεις σε λίγη ώρα· περιμένετε λίγο',
  'This takes too long now; try again in a moment': 'Αυτή τη στιγμή αργεί πολύ· δοκιμάστε ξανά σε λίγο',
  'Too many screens are open': 'Είναι ανοιχτές πάρα πολλές οθόνες',
  'Something went wrong here': 'Κάτι πήγε στραβά σε εμάς',
  // what was sent
  'What was sent is not valid': 'Κάτι από όσα στάλθηκαν δεν είναι σωστό',
  'Send JSON': 'Στείλτε JSON',
  'The body is not JSON': 'Το περιεχόμενο δεν είναι JSON',
  'The body is cut off': 'Η αποστολή κόπηκε στη μέση',
  'This encoding is not taken': 'Αυτή η κωδικοποίηση δεν γίνεται δεκτή',
  'The address is not readable': 'Η διεύθυνση δεν διαβάζεται',
  'A value cannot be stored: out of range, or no text':
    'Μια τιμή δεν αποθηκεύεται: είναι εκτός ορίων ή δεν είναι κείμενο',
  'This exists already': 'Υπάρχει ήδη',
  'This cursor is not one of ours': 'Αυτή η συνέχεια λίστας δεν είναι δική μας',
  unknown: 'άγνωστο',
  missing: 'λείπει',
  // forms and pictures
  'A field is too long': 'Ένα πεδίο είναι πολύ μεγάλο',
  'There are too many pictures': 'Οι φωτογραφίες είναι πάρα πολλές',
  'There are too many fields': 'Υπάρχουν πάρα πολλά πεδία',
  'The form is damaged': 'Η φόρμα έφτασε χαλασμένη',
  'The form is cut off': 'Η φόρμα κόπηκε στη μέση',
  'Send the form as multipart/form-data': 'Στείλτε τη φόρμα ως multipart/form-data',
  'This picture cannot be read': 'Η φωτογραφία δεν διαβάζεται',
  'It is damaged, or no picture at all': 'Είναι χαλασμένη ή δεν είναι φωτογραφία',
  'This document cannot be read': 'Το έγγραφο δεν διαβάζεται',
  'It is damaged, or no document at all': 'Είναι χαλασμένο ή δεν είναι έγγραφο',
  'It asks for a password': 'Ζητά κωδικό',
  'It has too many pixels': 'Έχει πάρα πολλά εικονοστοιχεία',
  'Send a JPEG, PNG, WebP, AVIF or GIF picture': 'Στείλτε φωτογραφία JPEG, PNG, WebP, AVIF ή GIF',
  'A picture has not arrived; send it again': 'Μια φωτογραφία δεν έφτασε· στείλτε την ξανά',
  'This picture is not here': 'Αυτή η φωτογραφία δεν είναι εδώ',
  'Only a desk types in what crews wrote on paper':
    'Ό,τι έγραψαν τα συνεργεία στο χαρτί το περνά μόνο το κέντρο',
  'Only the city attaches pictures to work': 'Συνημμένα σε εργασίες βάζει μόνο ο δήμος',
  'An order has room for no more attachments': 'Η εντολή δεν χωρά άλλα συνημμένα',
  'Only crews send proof': 'Μόνο τα συνεργεία στέλνουν αποδείξεις',
  'This picture belongs to another job': 'Η φωτογραφία ανήκει σε άλλη εργασία',
  'This is not the picture that was taken': 'Δεν είναι η φωτογραφία που τραβήχτηκε',
  'This chunk is not as long as it should be': 'Το κομμάτι δεν έχει το μήκος που πρέπει',
  // requests
  'This place lies outside the city': 'Το σημείο βρίσκεται έξω από τον δήμο',
  'Name a place or a street, not both': 'Δώστε ένα σημείο ή έναν δρόμο, όχι και τα δύο',
  'Work is of a thing or along a street, not both':
    'Η εργασία αφορά ένα στοιχείο ή έναν δρόμο, όχι και τα δύο',
  'Only work along a street takes minutes by its length, and then no fixed ones':
    'Λεπτά ανά μήκος έχει μόνο εργασία κατά μήκος δρόμου, και τότε όχι σταθερά',
  'There is no such street': 'Δεν υπάρχει τέτοιος δρόμος',
  'Some stretches are not of this street': 'Κάποια τμήματα δεν είναι αυτού του δρόμου',
  'So short sections make too many orders at a time':
    'Με τόσο μικρά τμήματα βγαίνουν πάρα πολλές εντολές κάθε φορά',
  'too short': 'πολύ μικρό',
  'This address is not known': 'Η διεύθυνση δεν είναι γνωστή',
  'not known in this city': 'δεν είναι γνωστή σε αυτόν τον δήμο',
  'Only the city takes reports for others': 'Μόνο ο δήμος καταχωρίζει αναφορές για άλλους',
  'Some answers are missing or not valid': 'Κάποιες απαντήσεις λείπουν ή δεν είναι σωστές',
  'This service asks no such question': 'Η υπηρεσία δεν έχει τέτοια ερώτηση',
  'This question needs an answer': 'Η ερώτηση θέλει απάντηση',
  'This answer is not valid': 'Η απάντηση δεν είναι σωστή',
  'Someone changed this view in the meantime': 'Κάποιος άλλαξε αυτή την προβολή στο μεταξύ',
  'This is as many views as one can keep': 'Τόσες προβολές μπορεί να έχει κανείς, όχι περισσότερες',
  'Only who made it and managers change this view':
    'Την προβολή την αλλάζουν μόνο όποιος την έκανε και οι υπεύθυνοι',
  'Someone changed this limit in the meantime': 'Κάποιος άλλαξε αυτό το όριο στο μεταξύ',
  'Someone changed this form in the meantime': 'Κάποιος άλλαξε αυτό το έντυπο στο μεταξύ',
  'Someone changed this request in the meantime': 'Κάποιος άλλαξε αυτή την αναφορά στο μεταξύ',
  'This needs a reason': 'Χρειάζεται αιτιολογία',
  'Say why': 'Γράψτε τον λόγο',
  'Two reports are needed to be of the same fault': 'Χρειάζονται δύο αναφορές για να αφορούν την ίδια βλάβη',
  'Name the request that this one repeats': 'Δώστε την αναφορά που αυτή επαναλαμβάνει',
  'This request cannot be repeated by that one': 'Αυτή η αναφορά δεν μπορεί να είναι διπλή εκείνης',
  'This request cannot be moved there from where it stands':
    'Η αναφορά δεν μπορεί να πάει εκεί από την κατάσταση που βρίσκεται',
  // work orders
  'There is no such service': 'Δεν υπάρχει τέτοια υπηρεσία',
  'Some of these requests cannot be ordered':
    'Κάποιες από αυτές τις αναφορές δεν μπαίνουν σε εντολή εργασίας',
  'The work may not begin after it must':
    'Η αρχή της εργασίας δεν μπορεί να είναι μετά το τέλος της προθεσμίας',
  'too early': 'πολύ νωρίς',
  'Only a ready work order can be given to a crew': 'Μόνο έτοιμη εντολή εργασίας δίνεται σε συνεργείο',
  'An order without requests names its service and its place':
    'Εντολή χωρίς αιτήματα χρειάζεται υπηρεσία και σημείο',
  'Work of these crews is bound to work of others: publish them together':
    'Εργασία αυτών των συνεργείων είναι δεμένη με εργασία άλλων: δημοσιεύστε τα μαζί',
  'An order cannot depend on itself': 'Μια εντολή δεν εξαρτάται από τον εαυτό της',
  'These orders depend on each other already': 'Οι εντολές εξαρτώνται ήδη η μία από την άλλη',
  'One of these orders has its second crew already': 'Μία από τις εντολές έχει ήδη δεύτερο συνεργείο',
  'Both orders need requests of the one that is split':
    'Και οι δύο εντολές χρειάζονται αιτήματα από αυτήν που χωρίζεται',
  'Only an order that no crew has is split or merged':
    'Χωρίζεται ή συγχωνεύεται μόνο εντολή που δεν την έχει συνεργείο',
  'Only orders of the same service are merged': 'Συγχωνεύονται μόνο εντολές της ίδιας υπηρεσίας',
  'There is no such closure': 'Δεν υπάρχει τέτοιο κλείσιμο δρόμου',
  'Someone else has changed this work order': 'Κάποιος άλλος άλλαξε αυτή την εντολή εργασίας',
  'This work order is over': 'Αυτή η εντολή εργασίας έχει τελειώσει',
  'This work order cannot become that from where it stands':
    'Η εντολή εργασίας δεν μπορεί να πάει εκεί από την κατάσταση που βρίσκεται',
  // plans and crews
  'Name a crew': 'Πείτε ποιο συνεργείο',
  'This is the work of another crew': 'Αυτή είναι δουλειά άλλου συνεργείου',
  'This tablet was revoked': 'Αυτή η ταμπλέτα έχει αποσυρθεί',
  'This device is no tablet of the city': 'Αυτή η συσκευή δεν είναι ταμπλέτα του δήμου',
  'This code is not right, or was used, or is too old':
    'Ο κωδικός δεν είναι σωστός, χρησιμοποιήθηκε ήδη ή έληξε',
  'This PIN is not right': 'Το PIN δεν είναι σωστό',
  'Too many wrong tries: wait a little': 'Πολλές λάθος προσπάθειες: περιμένετε λίγο',
  'This PIN is locked: a dispatcher unlocks it': 'Το PIN κλειδώθηκε: το ξεκλειδώνει ο συντονιστής',
  'This tablet is locked: a dispatcher unlocks it': 'Η ταμπλέτα κλειδώθηκε: την ξεκλειδώνει ο συντονιστής',
  'This person has no PIN here: a dispatcher gives one': 'Δεν υπάρχει PIN εδώ: το δίνει ο συντονιστής',
  'This one-time PIN has lapsed: a dispatcher gives another':
    'Το προσωρινό PIN έληξε: ο συντονιστής δίνει άλλο',
  'Choose a PIN of your own': 'Διαλέξτε δικό σας PIN',
  'This PIN is too easy to guess': 'Αυτό το PIN μαντεύεται εύκολα',
  'Choose another PIN than the one before': 'Διαλέξτε άλλο PIN από το προηγούμενο',
  'This account is in no crew': 'Ο λογαριασμός δεν ανήκει σε συνεργείο',
  'This day is over': 'Αυτή η ημέρα έχει περάσει',
  'before today': 'πριν από σήμερα',
  'This day has not begun': 'Αυτή η ημέρα δεν έχει αρχίσει',
  'This day is not over yet': 'Αυτή η ημέρα δεν έχει τελειώσει',
  'This day is being lived again already; wait for it': 'Η ημέρα ξαναπαίζεται ήδη· περιμένετε να τελειώσει',
  'A day is named twice': 'Μια ημέρα αναφέρεται δύο φορές',
  'This day is too far ahead': 'Αυτή η ημέρα είναι πολύ μακριά',
  'This plan is for another day': 'Αυτό το πλάνο είναι για άλλη ημέρα',
  'Nothing of this plan is published': 'Τίποτα από αυτό το πλάνο δεν έχει δημοσιευτεί',
  'No crew has a shift on this day': 'Κανένα συνεργείο δεν έχει βάρδια αυτή την ημέρα',
  'Some of these crews cannot be planned': 'Κάποια από αυτά τα συνεργεία δεν μπαίνουν σε πλάνο',
  'There is no such crew': 'Δεν υπάρχει τέτοιο συνεργείο',
  'This crew has no shift on this day': 'Αυτό το συνεργείο δεν έχει βάρδια αυτή την ημέρα',
  'A plan needs a crew': 'Ένα πλάνο θέλει συνεργείο',
  'There is no such weight': 'Δεν υπάρχει τέτοιο βάρος',
  'This plan is not being solved': 'Αυτό το πλάνο δεν υπολογίζεται',
  'This plan cannot be published': 'Αυτό το πλάνο δεν δημοσιεύεται',
  'Name the work that this is about': 'Πείτε για ποια δουλειά πρόκειται',
  'This plan cannot be changed': 'Αυτό το πλάνο δεν αλλάζει',
  'Some of these crews have no work in this plan':
    'Κάποια από τα συνεργεία δεν έχουν δουλειά σε αυτό το πλάνο',
  'This crew has no work in this plan': 'Το συνεργείο δεν έχει δουλειά σε αυτό το πλάνο',
  'Work changes hands between these crews and others: publish them together':
    'Δουλειά αλλάζει χέρια ανάμεσα σε αυτά και άλλα συνεργεία: δημοσιεύστε τα μαζί',
  'This crew is in the plan already': 'Αυτό το συνεργείο είναι ήδη στο πλάνο',
  'A shift begins on its day and ends within sixteen hours':
    'Μια βάρδια αρχίζει μέσα στην ημέρα της και τελειώνει σε δεκαέξι ώρες το πολύ',
  'Too many things are supposed at once: throw some away': 'Πολλές δοκιμές μαζί: πετάξτε κάποιες',
  'Vehicles and depots change in the register, not in a plan':
    'Οχήματα και αμαξοστάσια αλλάζουν στο μητρώο, όχι σε ένα πλάνο',
  'Another version was published since this one was made': 'Στο μεταξύ δημοσιεύτηκε άλλη έκδοση του πλάνου',
  'What this version was made from is no longer published':
    'Αυτό από το οποίο έγινε η έκδοση δεν είναι πια δημοσιευμένο',
  'This version is not published': 'Αυτή η έκδοση δεν είναι δημοσιευμένη',
  'A crew whose work it would change has begun': 'Συνεργείο του οποίου η δουλειά θα άλλαζε έχει αρχίσει',
  'Somebody else has changed this plan in the meantime': 'Στο μεταξύ κάποιος άλλος άλλαξε το πλάνο',
  'This version has nothing to apply': 'Αυτή η έκδοση δεν έχει αλλαγές για εφαρμογή',
  'Too much was changed to be applied again: plan again':
    'Οι αλλαγές είναι πάρα πολλές για να εφαρμοστούν ξανά: ζητήστε νέο πλάνο',
  'This work has begun or is done and cannot be moved':
    'Αυτή η εργασία έχει αρχίσει ή τελειώσει και δεν μετακινείται',
  'This crew has nothing to lock': 'Το συνεργείο δεν έχει στάσεις να κλειδωθούν',
  'This task has no place to be locked in': 'Αυτή η εργασία δεν έχει θέση στο πλάνο για να κλειδωθεί',
  'This work is no longer open': 'Αυτή η εργασία δεν είναι πια ανοιχτή',
  'Some of the work cannot be given out any more': 'Μέρος της δουλειάς δεν μπορεί πια να ανατεθεί',
  'This crew is not in the plan': 'Αυτό το συνεργείο δεν είναι στο πλάνο',
  'Some tasks cannot be left out': 'Κάποιες εργασίες δεν μπορούν να μείνουν έξω',
  'This task is not in the plan': 'Αυτή η εργασία δεν είναι στο πλάνο',
  'A closure ends after it begins': 'Μια διακοπή τελειώνει αφού αρχίσει',
  'not after from': 'όχι μετά την αρχή',
  'This area crosses itself': 'Η περιοχή τέμνει τον εαυτό της',
  'not a valid outline': 'όχι σωστό περίγραμμα',
  'What was proposed is no longer true': 'Αυτό που προτάθηκε δεν ισχύει πια',
  'This proposal is no longer open': 'Αυτή η πρόταση δεν είναι πια ανοιχτή',
  'The crew has started it, or somebody else has moved it':
    'Το συνεργείο την έχει αρχίσει, ή κάποιος άλλος την άλλαξε θέση',
  // the roster
  'Some of this cannot be so in a roster': 'Κάτι από αυτά δεν γίνεται στο πρόγραμμα βαρδιών',
  'A shift ends within sixteen hours of its beginning':
    'Μια βάρδια τελειώνει μέσα σε δεκαέξι ώρες από την αρχή της',
  'The break lies inside the shift, and has room in its window':
    'Το διάλειμμα είναι μέσα στη βάρδια και χωρά στο διάστημά του',
  'This shift is over': 'Αυτή η βάρδια έχει τελειώσει',
  'Somebody else has changed this roster in the meantime':
    'Στο μεταξύ κάποιος άλλος άλλαξε το πρόγραμμα βαρδιών',
  'This area lies outside the city': 'Η περιοχή βγαίνει έξω από τον δήμο',
  'This place is too far from the city': 'Το σημείο είναι πολύ μακριά από τον δήμο',
  'Two of the same lie over each other': 'Υπάρχει ήδη κάτι στο ίδιο διάστημα',
  'Something still needs what is retired': 'Κάτι χρειάζεται ακόμη αυτό που αποσύρεται',
  'Something still tells of this: it can be retired, not removed':
    'Υπάρχει ιστορικό για αυτό: αποσύρεται, δεν διαγράφεται',
  'This plan gives work to crews that are retired': 'Το πλάνο δίνει δουλειά σε συνεργεία που αποσύρθηκαν',
  'Another vehicle has this plate': 'Άλλο όχημα έχει αυτή την πινακίδα',
  'A city has room for no more of these': 'Ο δήμος δεν μπορεί να έχει περισσότερα από αυτά',
  'Of two days the earlier comes first': 'Από δύο ημέρες προηγείται η νωρίτερη',
  'Whoever leaves still has today': 'Όποιος φεύγει έχει ακόμη τη σημερινή ημέρα',
  'There is no such depot': 'Δεν υπάρχει τέτοιο αμαξοστάσιο',
  'Whose a zone is says the zone': 'Ποιου είναι μια ζώνη το λέει η ζώνη',
  // figures and files
  'The span ends before it begins': 'Το διάστημα τελειώνει πριν αρχίσει',
  'before from': 'πριν από την αρχή',
  'The span is too long': 'Το διάστημα είναι πολύ μεγάλο',
  'This file cannot be read': 'Το αρχείο δεν διαβάζεται',
  'This file has no rows': 'Το αρχείο δεν έχει γραμμές',
  'The mapping names services that the city does not have':
    'Η αντιστοίχιση αναφέρει υπηρεσίες που δεν έχει ο δήμος',
} as const

/** What can be looked for and not be there. */
export const nouns = {
  assignment: 'ανάθεση',
  city: 'δήμος',
  crew: 'συνεργείο',
  'crew member': 'μέλος συνεργείου',
  depot: 'αμαξοστάσιο',
  endpoint: 'διεύθυνση του API',
  file: 'αρχείο',
  absence: 'απουσία',
  hotspot: 'εστία',
  import: 'εισαγωγή',
  'failed job': 'αποτυχημένη εργασία',
  'open task': 'ανοιχτή εργασία',
  member: 'μέλος',
  picture: 'φωτογραφία',
  'order schedule': 'επαναλαμβανόμενη εργασία',
  'saved view': 'αποθηκευμένη προβολή',
  plan: 'πλάνο',
  'plan version': 'έκδοση πλάνου',
  request: 'αναφορά',
  service: 'υπηρεσία',
  shift: 'βάρδια',
  stop: 'στάση',
  street: 'δρόμος',
  'street closure': 'κλείσιμο δρόμου',
  run: 'επανάληψη',
  'run sheet': 'φύλλο δρομολογίου',
  tablet: 'ταμπλέτα',
  vehicle: 'όχημα',
  zone: 'ζώνη',
  'work order': 'εντολή εργασίας',
} as const

export type Sentence = keyof typeof greek
export type Noun = keyof typeof nouns

export function tell(sentence: Sentence): Told {
  return { en: sentence, el: greek[sentence] }
}

export function tellMissing(what: Noun, id?: string | number): Told {
  return id === undefined
    ? { en: `There is no such ${what}`, el: `Δεν υπάρχει: ${nouns[what]}` }
    : { en: `There is no ${what} ${id}`, el: `Δεν υπάρχει: ${nouns[what]} ${id}` }
}

/** A sentence of ours in another language; what is none, such as a validator's words, stays. */
export function translate(text: string, language: Language): string {
  return language === 'el' && Object.hasOwn(greek, text) ? greek[text as Sentence] : text
}
