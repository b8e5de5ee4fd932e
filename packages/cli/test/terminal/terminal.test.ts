import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { describeDuration, describeInstant, describeMoment } from '../../src/terminal/describe-time.ts'
import { breakLine, hang, pad } from '../../src/terminal/wrap-text.ts'
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
  ])('writes the moment %d seconds from now as "%s"', (difference, words) => {
    expect(describeMoment(1_790_000_000 + difference, 1_790_000_000)).toBe(words)
  })

  it.each([
    [Infinity, 'in the far future'],
    [1e300, 'in the far future'],
    [-Infinity, 'in the distant past'],
    [-1e300, 'in the distant past']
  ])('writes the moment %d, outside of every calendar, as "%s"', (moment, words) => {
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
  ])('writes a duration of %d seconds as "%s"', (seconds, words) => {
    expect(describeDuration(seconds)).toBe(words)
  })

  it('writes an instant in UTC, and one outside of every calendar as a number', () => {
    expect(describeInstant(1_790_000_000.5)).toBe('2026-09-21 14:13:20 UTC')
    expect(describeInstant(1e300)).toBe('1e+300')
  })
})

describe('text output', () => {
  it('hang indents the lines after the first to the end of the label', () => {
    expect(hang('  a ', 'one two three', 12)).toBe('  a one two\n    three')
  })

  it('pad counts terminal columns, not code units', () => {
    expect(pad('\u001B[31mred\u001B[39m', 5)).toBe('\u001B[31mred\u001B[39m  ')
    expect(pad('日本', 5)).toBe('日本 ')
  })

  it('breakLine breaks at the width and keeps leading spaces', () => {
    expect(breakLine(`  ${'x'.repeat(12)}`, 10)).toEqual(['  xxxxxxxx', 'xxxx'])
  })

  it('printable replaces control and format characters and cuts long text', () => {
    expect(printable('a\u001B[2Jb\rc\u202Ed\u2028e')).toBe('a?[2Jb?c?d?e')
    expect(printable('x'.repeat(5000)).length).toBeLessThan(400)
  })

  it('printableJson escapes control and format characters without changing the value', () => {
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
  ])('with environment %o and a terminal %s has colors: %s', (environment, isTTY, colored) => {
    for (const stream of ['output', 'errors'] as const) {
      expect(paletteOf(terminal(environment, isTTY), stream).bad('x') !== 'x').toBe(colored)
    }
  })

  it('has colors in standard output if only standard error is redirected', () => {
    const redirected = { ...terminal({}, true), errors: new PassThrough() }
    expect(paletteOf(redirected, 'output').bad('x')).not.toBe('x')
    expect(paletteOf(redirected, 'errors').bad('x')).toBe('x')
  })

  it.each([
    [undefined, 80],
    [20, 40],
    [72, 72],
    [300, 100]
  ])('with %s columns is filled up to column %d', (columns, filled) => {
    expect(columnsOf(terminal({}, true, columns))).toBe(filled)
  })

  it('shows progress on a terminal, and nothing elsewhere', () => {
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
