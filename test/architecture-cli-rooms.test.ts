import { describe, expect, it } from 'vitest'
import { findCliRoomViolations } from './architecture/cli-rooms.ts'
import { parseSource } from './architecture/source.ts'

describe('the rule about rooms of the command line', () => {
  const cli = (file: string, text: string) => parseSource(`packages/cli/src/${file}`, text)

  it.each([
    ['token/a.ts', `import { a } from '../commands/a.ts'`, 'from "commands"'],
    ['doctor/facts/a.ts', `import type { A } from '../checks/a.ts'`, 'from "doctor/checks"'],
    ['doctor/advice/a.ts', `import { a } from '../a.ts'`, 'from "doctor"'],
    ['helpers/a.ts', `import { a } from '../json/a.ts'`, 'not in the table']
  ])('refuses an import of %s that points up: %s', (file, text, part) => {
    expect(findCliRoomViolations([cli(file, text)])).toEqual([expect.stringContaining(part)])
  })

  it('allows imports that point down, of the own room, and of the wiring', () => {
    const sources = [
      cli('commands/a.ts', `import { a } from '../doctor/a.ts'`),
      cli('doctor/checks/a.ts', `import { b } from './b.ts'`),
      cli('program.ts', `import { a } from './commands/a.ts'`)
    ]
    expect(findCliRoomViolations(sources)).toEqual([])
  })
})
