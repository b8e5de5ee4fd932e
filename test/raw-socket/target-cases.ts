import { verifies } from '../requirements.ts'
import { invalid, missing, ok, type RawCase } from './raw-case.ts'

const credentials = 'Authorization: Bearer VALID'

/** Request targets, methods and fields that an answer must not depend on. */
export const requestTargets: readonly RawCase[] = [
  {
    title: verifies('H-20', 'an absolute-form target gets the same challenge'),
    requestLine: 'GET http://evil.example/protected HTTP/1.1',
    fields: [],
    ...missing
  },
  {
    title: verifies('H-20', 'an absolute-form target of another scheme gets the same challenge'),
    requestLine: 'GET https://evil.example:8443/protected?x=y HTTP/1.1',
    fields: ['Authorization: Bearer abc'],
    ...invalid
  },
  {
    title: verifies('H-20', 'an absolute-form target with a valid token is served'),
    requestLine: 'GET http://evil.example/protected HTTP/1.1',
    fields: [credentials],
    ...ok
  },
  {
    title: verifies('H-20', 'forwarded hosts get the same challenge'),
    fields: ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https', 'Forwarded: host=evil.example'],
    ...missing
  },
  {
    title: 'a query string changes nothing',
    requestLine: 'GET /protected?a=b&c HTTP/1.1',
    fields: [credentials],
    ...ok
  },
  {
    title: 'POST is authenticated',
    requestLine: 'POST /protected HTTP/1.1',
    fields: ['Content-Length: 0'],
    ...missing
  },
  { title: 'DELETE is authenticated', requestLine: 'DELETE /protected HTTP/1.1', fields: [], ...missing },
  {
    title: 'PUT is authenticated',
    requestLine: 'PUT /protected HTTP/1.1',
    fields: ['Content-Length: 0'],
    ...missing
  },
  {
    title: 'PATCH is authenticated',
    requestLine: 'PATCH /protected HTTP/1.1',
    fields: ['Content-Length: 0'],
    ...missing
  },
  {
    title: 'OPTIONS that is no preflight is authenticated',
    requestLine: 'OPTIONS /protected HTTP/1.1',
    fields: [],
    ...missing
  },
  {
    title: 'a preflight with credentials is authenticated',
    requestLine: 'OPTIONS /protected HTTP/1.1',
    fields: [
      'Origin: https://spa.example.test',
      'Access-Control-Request-Method: GET',
      'Authorization: Bearer abc'
    ],
    ...invalid
  },
  {
    title: 'OPTIONS with an origin alone is authenticated',
    requestLine: 'OPTIONS /protected HTTP/1.1',
    fields: ['Origin: https://spa.example.test'],
    ...missing
  },
  {
    title: 'a GET that looks like a preflight is authenticated',
    fields: ['Origin: https://spa.example.test', 'Access-Control-Request-Method: GET'],
    ...missing
  },
  { title: 'HTTP/1.0 is authenticated', requestLine: 'GET /protected HTTP/1.0', fields: [], ...missing },
  {
    title: verifies('H-12', 'HEAD with an invalid token has the fields of GET and no body'),
    requestLine: 'HEAD /protected HTTP/1.1',
    fields: ['Authorization: Bearer abc'],
    ...invalid
  },
  {
    title: verifies('H-12', 'HEAD without credentials has the fields of GET and no body'),
    requestLine: 'HEAD /protected HTTP/1.1',
    fields: [],
    ...missing
  },
  {
    title: 'HEAD with a valid token is served',
    requestLine: 'HEAD /protected HTTP/1.1',
    fields: [credentials],
    ...ok
  }
]
