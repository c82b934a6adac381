import { ApiError, fillPath, isProblem, uploadImportFile } from '@dromos/api/contract'
import type { SendFile } from './file-import.svelte.ts'

/** Uploads with progress, which fetch cannot tell. */
export function sendFileTo(jurisdictionId: string): SendFile {
  return (file, onprogress) =>
    new Promise((done, fail) => {
      const request = new XMLHttpRequest()
      request.open(
        uploadImportFile.method,
        `/api${fillPath(uploadImportFile.path, { jurisdictionId, name: file.name })}`,
      )
      request.responseType = 'json'
      request.upload.onprogress = ({ loaded, total }) => onprogress(total ? loaded / total : 0)
      request.onerror = () => fail(new TypeError('no network'))
      request.onload = () => {
        if (request.status === 200) return done(request.response)
        const answer: unknown = request.response
        fail(isProblem(answer) ? new ApiError(answer) : new TypeError('no answer'))
      }
      request.send(file)
    })
}
