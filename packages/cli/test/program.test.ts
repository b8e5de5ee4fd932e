import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { reportUnexpected } from '../src/commands/unexpected-error.ts'
import { runProgram } from '../src/program.ts'
import type { Terminal } from '../src/terminal/terminal.ts'

const SECRET = 'eyJhbGciOiJFUzI1NiJ9'
const EXPLAIN = ['explain', '--issuer', 'https://a.example', '--audience', 'b']

function terminal(change: Partial<Terminal>): Terminal {
  const streams = { output: new PassThrough(), errors: new PassThrough() }
  return { input: Readable.from(['']), ...streams, environment: {}, ...change }
}

/** What a function writes to standard error, and what it answers. */
async function complaint(change: Partial<Terminal>, act: (terminal: Terminal) => number | Promise<number>) {
  const errors = new PassThrough()
  const exitCode = await act(terminal({ ...change, errors }))
  errors.end()
  return { exitCode, complaint: await text(errors) }
}

describe('an error that nobody foresaw', () => {
  it('is reported in one line, without what it quotes, and ends with 70', async () => {
    const input = new Readable({
      read() {
        this.destroy(Object.assign(new Error(`cannot read ${SECRET}`), { code: 'EIO' }))
      }
    })
    expect(await complaint({ input }, (given) => runProgram(EXPLAIN, given))).toEqual({
      exitCode: 70,
      complaint: 'error: unexpected Error (EIO); please report it with the command, without tokens\n'
    })
  })

  it.each([
    [new RangeError(SECRET), 'RangeError'],
    [Object.assign(new Error(SECRET), { code: SECRET.length }), 'Error'],
    [SECRET, 'string'],
    [undefined, 'undefined']
  ])('is told by its kind: %#', async (error, kind) => {
    const { complaint: line } = await complaint({}, (given) => reportUnexpected(error, given))
    expect(line).toBe(`error: unexpected ${kind}; please report it with the command, without tokens\n`)
  })
})
