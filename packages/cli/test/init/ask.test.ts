import { describe, expect, it } from 'vitest'
import { askForMissing } from '../../src/init/ask.ts'
import { person } from '../test-terminal.ts'

describe('askForMissing', () => {
  it('asks for everything that no option names', async () => {
    const terminal = person({
      'Which framework?': '\u001B[B\r',
      'Issuer of the access tokens': 'https://auth.example.com\r',
      'Audience: the "aud"': 'https://api.example.com\r'
    })
    expect(await askForMissing({}, terminal)).toEqual({
      framework: 'fastify',
      issuer: 'https://auth.example.com',
      audience: 'https://api.example.com'
    })
  })

  it('asks for nothing if options name everything', async () => {
    const given = { framework: 'express', issuer: 'https://auth.example.com', audience: 'a' } as const
    expect(await askForMissing(given, person({}))).toEqual(given)
  })

  it('rejects with "cancelled" after Ctrl+C', async () => {
    const terminal = person({ 'Which framework?': '\u0003' })
    await expect(askForMissing({}, terminal)).rejects.toThrow('cancelled')
  })
})
