import { expect, onTestFinished, test } from 'vitest'
import { createProtectedResource } from '../../src/protected-resource.ts'
import { isKnown, bearer } from '../support/open-resource.ts'
import { makeSignatureTwins } from '../support/signature-twins.ts'
import { stubClock } from '../support/stub-clock.ts'
import { AUDIENCE, ISSUER, NOW } from '../support/test-token.ts'

const { jwks, tokens } = makeSignatureTwins([{ sub: 'alice' }, { sub: 'mallory' }])
const [alices, mallorys] = tokens

/** The signatures are equal, and so is whatever a token could be looked up by that is shorter than itself. */
function open() {
  const resource = createProtectedResource({
    issuer: ISSUER,
    audience: AUDIENCE,
    jwks,
    clock: stubClock(NOW)
  })
  onTestFinished(() => resource.close())
  return resource
}

test('two valid tokens can have the same signature', async () => {
  expect(alices.slice(-86)).toBe(mallorys.slice(-86))
  expect(alices).not.toBe(mallorys)
  const resource = open()
  expect((await resource.authenticate(bearer(alices))).subject).toBe('alice')
  expect((await open().authenticate(bearer(mallorys))).subject).toBe('mallory')
})

test('a token is not taken for a known one with the same signature', async () => {
  const resource = open()
  await resource.authenticate(bearer(alices))
  expect(isKnown(resource, alices)).toBe(true)
  expect(isKnown(resource, mallorys)).toBe(false)
  for (let times = 0; times < 3; times += 1) {
    expect((await resource.authenticate(bearer(mallorys))).subject).toBe('mallory')
    expect(resource.authenticateFromCache(bearer(mallorys))?.subject).toBe('mallory')
    expect((await resource.authenticate(bearer(alices))).subject).toBe('alice')
    expect(resource.authenticateFromCache(bearer(alices))?.subject).toBe('alice')
  }
})

test('and neither is taken for the other while it is being verified', async () => {
  const resource = open()
  const text = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? alices : mallorys))
  const contexts = await Promise.all(text.map((token) => resource.authenticate(bearer(token))))
  expect(contexts.map(({ accessToken }) => accessToken)).toEqual(text)
  expect(contexts.map(({ subject }) => subject)).toEqual(
    text.map((token) => (token === alices ? 'alice' : 'mallory'))
  )
})
