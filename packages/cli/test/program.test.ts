import { createTestIssuer } from '@portcullis/testing'
import { PassThrough, Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { reportUnexpected } from '../src/commands/unexpected-error.ts'
import { runProgram } from '../src/program.ts'
import { ignoreBrokenPipe } from '../src/terminal/ignore-broken-pipe.ts'
import type { Terminal } from '../src/terminal/terminal.ts'

const SECRET = 'eyJhbGciOiJFUzI1NiJ9'
const EXPLAIN = ['explain', '--issuer', 'https://a.example', '--audience', 'b']

function terminal(change: Partial<Terminal>): Terminal {
  const streams = { output: new PassThrough(), errors: new PassThrough() }
  return { input: Readable.from(['']), ...streams, environment: {}, ...change }
}

/** Returns what a function writes to standard error, and its exit code. */
async function complaint(change: Partial<Terminal>, act: (terminal: Terminal) => number | Promise<number>) {
  const errors = new PassThrough()
  const exitCode = await act(terminal({ ...change, errors }))
  errors.end()
  return { exitCode, complaint: await text(errors) }
}

/** A stream that fails on every write. */
function broken(code: string): Writable {
  return new Writable({
    write: (_, __, done) => done(Object.assign(new Error(`write ${code}`), { code }))
  })
}

describe('an unexpected error', () => {
  it('is reported in one line without its message, and exits with 70', async () => {
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
  ])('is reported by its kind: %#', async (error, kind) => {
    const { complaint: line } = await complaint({}, (given) => reportUnexpected(error, given))
    expect(line).toBe(`error: unexpected ${kind}; please report it with the command, without tokens\n`)
  })
})

describe('output that the reader closes early', () => {
  it('causes no error, and keeps the exit code of the verdict', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const words = ['explain', '--issuer', issuer.issuer, '--audience', issuer.audience, '--json']
    const input = Readable.from([await issuer.issueBad('expired')])
    const closed = { input, output: broken('EPIPE') }
    expect(await complaint(closed, (given) => runProgram(words, given))).toEqual({
      exitCode: 2,
      complaint: ''
    })
  })

  it('causes no error if standard error is closed, too', async () => {
    expect(await runProgram(['doctor'], terminal({ errors: broken('EPIPE') }))).toBe(64)
  })

  it('is not confused with a full disk, which stays an error', () => {
    const given = terminal({})
    ignoreBrokenPipe(given)
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
    expect(() => given.output.emit('error', full)).toThrow(full)
  })
})
