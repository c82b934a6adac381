interface Detector {
  detect(picture: ImageBitmapSource): Promise<{ rawValue: string }[]>
}

function detectorClass(): (new () => Detector) | undefined {
  return (globalThis as { BarcodeDetector?: new () => Detector }).BarcodeDetector
}

export function canReadBarcodes(): boolean {
  return detectorClass() !== undefined
}

/** The first code in a picture; null where none is read. */
export async function readBarcode(picture: Blob): Promise<string | null> {
  const Detector = detectorClass()
  if (!Detector) return null
  try {
    const [found] = await new Detector().detect(await createImageBitmap(picture))
    return found?.rawValue.trim().slice(0, 100) || null
  } catch {
    // a detector without its codes, or a picture that is none: the crew types it
    return null
  }
}
