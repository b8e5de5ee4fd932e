import { expect, test } from 'vitest'
import {
  exchangeBytes,
  exchangeOne,
  fieldValues,
  parseResponses,
  requestBytes
} from '../http/exchange-bytes.ts'
import { verifies } from '../requirements.ts'
import { useTargets } from '../targets/use-targets.ts'
import { accessToken, options } from '../tokens/authority.ts'

const targets = useTargets(options)
const compared = ['www-authenticate', 'cache-control', 'content-type', 'content-length']

test.each(targets)(
  verifies('H-12', 'HEAD gets the status and the fields of GET, and not a byte of content on $name'),
  async ({ port }) => {
    for (const authorization of [[], ['Authorization: Bearer abc'], ['Authorization: Bearer a b']]) {
      const get = await exchangeOne(port(), requestBytes('GET /messages HTTP/1.1', authorization))
      const head = await exchangeOne(port(), requestBytes('HEAD /messages HTTP/1.1', authorization), 'HEAD')
      const fields = (lines: string[]) => compared.map((name) => fieldValues(lines, name))
      expect([head.status, ...fields(head.lines)]).toEqual([get.status, ...fields(get.lines)])
      expect(head.body).toBe('')
    }
  }
)

test.each(targets)(
  'requests that follow each other on one connection are judged one by one on $name',
  async ({ port }) => {
    const host = 'Host: api.example.test\r\n'
    const valid = `GET /protected HTTP/1.1\r\n${host}Authorization: Bearer ${accessToken()}\r\n\r\n`
    const anonymous = `GET /protected HTTP/1.1\r\n${host}\r\n`
    const invalid = `GET /protected HTTP/1.1\r\n${host}Authorization: Bearer abc\r\n\r\n`
    const last = `GET /protected HTTP/1.1\r\n${host}Connection: close\r\n\r\n`
    const responses = parseResponses(await exchangeBytes(port(), valid + anonymous + invalid + valid + last))
    expect(responses.map(({ status }) => status)).toEqual([200, 401, 401, 200, 401])
    const told = responses.map(({ lines }) => /error="(\w+)"/u.exec(lines.join())?.[1])
    expect(told).toEqual([undefined, undefined, 'invalid_token', undefined, undefined])
  }
)

test.each(targets)(
  'a token near and over the limit of the header is refused and never a fault on $name',
  async ({ port }) => {
    for (const length of [1000, 4000, 8000, 16_000]) {
      const fields = [`Authorization: Bearer ${'a.'.repeat(length / 2)}`]
      const { status } = await exchangeOne(port(), requestBytes('GET /protected HTTP/1.1', fields))
      expect(status, String(length)).toBe(401)
    }
    const fields = [`Authorization: Bearer ${'a'.repeat(17_000)}`]
    const { status } = await exchangeOne(port(), requestBytes('GET /protected HTTP/1.1', fields))
    expect(status).toBe(431)
  }
)
