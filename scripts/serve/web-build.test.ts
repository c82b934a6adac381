import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from './config.ts'
import { webSources } from './web-build.ts'

test('nothing that a build leaves behind counts as its source, so that the second start finds the first build', () => {
  const sources = webSources()
  expect(sources).toContain('web/project.inlang/settings.json')
  const { stdout, status } = spawnSync('git', ['check-ignore', '--stdin'], {
    cwd: root,
    input: sources.join('\n'),
    encoding: 'utf8',
  })
  // 1: none is ignored
  expect({ stdout, status }).toEqual({ stdout: '', status: 1 })
})
