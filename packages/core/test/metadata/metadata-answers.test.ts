import { expect, test } from 'vitest'
import { createMetadataAnswers } from '../../src/metadata/metadata-answers.ts'
import { verifies } from '../../../../test/requirements.ts'

const answer = createMetadataAnswers({ resource: 'https://api.example.test', resource_name: 'Bücher' })
const body = '{"resource":"https://api.example.test","resource_name":"Bücher"}'

test(verifies('P-3', 'P-13', 'GET is answered with the document, which every origin can read'), () => {
  expect(answer('GET')).toEqual({
    status: 200,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'public, max-age=60',
      'Content-Length': String(Buffer.byteLength(body)),
      'Content-Type': 'application/json; charset=utf-8'
    },
    body
  })
})

test('HEAD is answered with the headers of GET, without the document', () => {
  expect(answer('HEAD')).toEqual({ ...answer('GET'), body: undefined })
})

test.each(['POST', 'DELETE', 'get', '', undefined])(
  verifies('P-16', '%s is answered 405, with the methods that are allowed'),
  (method) => {
    const { status, headers } = answer(method)
    expect([status, headers['Allow']]).toEqual([405, 'GET, HEAD, OPTIONS'])
  }
)
