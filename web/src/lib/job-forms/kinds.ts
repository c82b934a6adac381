import { Barcode, Camera, Hash, ListChecks, MapPin, Signature, Type } from '@lucide/svelte'
import { m } from '#lib/paraglide/messages.js'
import type { FieldKind, Lack } from './form-editor.svelte.ts'

export const kindNames: Record<FieldKind, () => string> = {
  text: m.forms_kind_text,
  number: m.forms_kind_number,
  choice: m.forms_kind_choice,
  photo: m.forms_kind_photo,
  signature: m.forms_kind_signature,
  barcode: m.forms_kind_barcode,
  asset: m.forms_kind_asset,
}

export const kindIcons: Record<FieldKind, typeof Type> = {
  text: Type,
  number: Hash,
  choice: ListChecks,
  photo: Camera,
  signature: Signature,
  barcode: Barcode,
  asset: MapPin,
}

export const lackNames: Record<Lack['is'], () => string> = {
  name: m.forms_lack_name,
  options: m.forms_lack_options,
  asset_kind: m.forms_lack_asset_kind,
}
