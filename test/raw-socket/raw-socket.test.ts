import { describe, expect, test } from 'vitest'
import { exchangeOne, fieldValues, requestBytes, type RawResponse } from '../http/exchange-bytes.ts'
import { useTargets } from '../targets/use-targets.ts'
import { accessToken, audience, options } from '../tokens/authority.ts'
import { elsewhere, grammar, repeated } from './credentials-cases.ts'
import type { RawCase } from './raw-case.ts'
import { requestTargets } from './target-cases.ts'

const targets = useTargets(options)
const cases = [...repeated, ...grammar, ...elsewhere, ...requestTargets]

function exchange(
  port: number,
  { requestLine = 'GET /protected HTTP/1.1', fields }: RawCase
): Promise<RawResponse> {
  const token = accessToken()
  const [line = '', ...lines] = [requestLine, ...fields].map((text) => text.replaceAll('VALID', token))
  return exchangeOne(port, requestBytes(line, lines), requestLine.split(' ')[0])
}

describe.each(targets)('on $name', (target) => {
  test.each(cases)('$title', async (rawCase) => {
    const { status, lines, body } = await exchange(target.port(), rawCase)
    const { challenge } = rawCase
    const expected = challenge === undefined ? [] : [`Bearer realm="${audience}"${challenge}`]
    expect({ status, challenges: fieldValues(lines, 'www-authenticate') }).toEqual({
      status: rawCase.status,
      challenges: expected
    })
    if (challenge !== undefined) expect(fieldValues(lines, 'cache-control')).toEqual(['no-store'])
    if (challenge === '') expect([body, ...fieldValues(lines, 'content-length')]).toEqual(['', '0'])
    expect(lines.join('\n')).not.toContain('evil.example')
  })
})
