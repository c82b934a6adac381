interface Detector {
  detect(picture: CanvasImageSource): Promise<{ rawValue: string }[]>
}
type DetectorClass = new (options: { formats: string[] }) => Detector

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
}

/** Whether this browser reads codes and may look through a camera. */
export function canScan(): boolean {
  return detectorClass() !== undefined && Boolean(globalThis.navigator?.mediaDevices?.getUserMedia)
}

/** Reads the square in a picture; null where none is seen. Nothing where the browser cannot. */
export function codeReader(): ((picture: CanvasImageSource) => Promise<string | null>) | null {
  const Detector = detectorClass()
  if (!Detector) return null
  const detector = new Detector({ formats: ['qr_code'] })
  return async (picture) => {
    const [found] = await detector.detect(picture)
    return found?.rawValue.trim().slice(0, 500) || null
  }
}
