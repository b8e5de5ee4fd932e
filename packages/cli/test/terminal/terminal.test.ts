import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { describeDuration, describeInstant, describeMoment } from '../../src/terminal/describe-time.ts'
import { breakLine, hang, pad } from '../../src/terminal/lay-out.ts'
import { printable, printableJson } from '../../src/terminal/printable.ts'
import { createProgress } from '../../src/terminal/progress.ts'
import { columnsOf, paletteOf, type Terminal } from '../../src/terminal/terminal.ts'

function terminal(environment: Record<string, string>, isTTY: boolean, columns?: number): Terminal {
  return {
    input: Readable.from([]),
    output: Object.assign(new PassThrough(), { isTTY, columns }),
    errors: Object.assign(new PassThrough(), { isTTY }),
    environment
  }
}

describe('times in words', () => {
  it.each([
    [-180, '3 minutes ago'],
    [-1, '1 second ago'],
    [0.4, 'now'],
    [59.7, 'in 1 minute'],
    [299, 'in 5 minutes'],
    [7200, 'in 2 hours'],
    [-86_400 * 3, '3 days ago'],
    [-31_557_600 * 2, '2 years ago']
  ])('calls %d seconds from now "%s"', (difference, words) => {
    expect(describeMoment(1_790_000_000 + difference, 1_790_000_000)).toBe(words)
  })

  it.each([
    [Infinity, 'in the far future'],
    [1e300, 'in the far future'],
    [-Infinity, 'in the distant past'],
    [-1e300, 'in the distant past']
  ])('says of the moment %d, which no calendar knows, "%s"', (moment, words) => {
    expect(describeMoment(moment, 1_790_000_000)).toBe(words)
  })

  it.each([
    [300, '5 minutes'],
    [3600, '1 hour'],
    [129_600, '36 hours'],
    [86_400, '1 day'],
    [90, '90 seconds'],
    [0, '0 seconds'],
    [1e308, 'an endless time'],
    [Infinity, 'an endless time']
  ])('calls a length of %d seconds "%s"', (seconds, words) => {
    expect(describeDuration(seconds)).toBe(words)
  })

  it('writes an instant in UTC, and survives one that no calendar knows', () => {
    expect(describeInstant(1_790_000_000.5)).toBe('2026-09-21 14:13:20 UTC')
    expect(describeInstant(1e300)).toBe('1e+300')
  })
})

describe('text', () => {
  it('hangs behind its label', () => {
    expect(hang('  a ', 'one two three', 12)).toBe('  a one two\n    three')
  })

  it('is padded by what is seen, not by code units', () => {
    expect(pad('\u001B[31mred\u001B[39m', 5)).toBe('\u001B[31mred\u001B[39m  ')
    expect(pad('日本', 5)).toBe('日本 ')
  })

  it('is broken where it is too long, blanks in front kept', () => {
    expect(breakLine(`  ${'x'.repeat(12)}`, 10)).toEqual(['  xxxxxxxx', 'xxxx'])
  })

  it('from outside cannot move the cursor, turn around or fill the screen', () => {
    expect(printable('a\u001B[2Jb\rc\u202Ed\u2028e')).toBe('a?[2Jb?c?d?e')
    expect(printable('x'.repeat(5000)).length).toBeLessThan(400)
  })

  it('from outside is the same text in JSON, and cannot do it there either', () => {
    const value = { claim: 'a\u009B31mb\u202Ec\u007Fd\u{E0041}e\uD800\nf', 'na\u202Eme': ['日本 😀'] }
    const written = printableJson(value)
    expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
    expect(written).toContain('日本 😀')
    expect(JSON.parse(written)).toEqual(value)
  })
})

describe('the terminal', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ FORCE_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
    [{ TERM: 'dumb' }, true, false]
  ])('with %o and a terminal: %s has colours: %s', (environment, isTTY, coloured) => {
    for (const stream of ['output', 'errors'] as const) {
      expect(paletteOf(terminal(environment, isTTY), stream).bad('x') !== 'x').toBe(coloured)
    }
  })

  it('has colours in each stream by itself', () => {
    const redirected = { ...terminal({}, true), errors: new PassThrough() }
    expect(paletteOf(redirected, 'output').bad('x')).not.toBe('x')
    expect(paletteOf(redirected, 'errors').bad('x')).toBe('x')
  })

  it.each([
    [undefined, 80],
    [20, 40],
    [72, 72],
    [300, 100]
  ])('of %s columns is filled up to %d', (columns, filled) => {
    expect(columnsOf(terminal({}, true, columns))).toBe(filled)
  })

  it('shows progress to people only', () => {
    const forPeople = terminal({}, true)
    const progress = createProgress(forPeople)
    progress.show('Fetching')
    progress.clear()
    expect(String((forPeople.errors as PassThrough).read())).toContain('Fetching')

    const forPrograms = terminal({}, false)
    createProgress(forPrograms).show('Fetching')
    expect((forPrograms.errors as PassThrough).read()).toBeNull()
  })
})
