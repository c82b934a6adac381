import { shrinkPicture } from '#lib/report/shrink-picture.ts'

export interface TakenPicture {
  preview: string
  /** as it is kept and sent */
  smaller: Promise<Blob>
}

/** Shown at once, and made smaller meanwhile. */
export function takePicture(file: File): TakenPicture {
  return { preview: URL.createObjectURL(file), smaller: shrinkPicture(file) }
}
