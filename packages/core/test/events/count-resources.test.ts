import { afterEach, expect, test } from 'vitest'
import { createProtectedResource, type ProtectedResource } from '../../src/index.ts'
import { takeWarnings } from '../support/take-warnings.ts'

const opened: ProtectedResource[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((resource) => resource.close()))
})

function open(issuer: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    opened.push(createProtectedResource({ issuer, audience: 'https://api.example.test' }))
  }
}

test('the tenth open protected resource of an issuer emits a warning', async () => {
  const warned = takeWarnings()()
  open('https://many.example.test', 10)
  const { name, code, message } = await warned
  expect([name, code]).toEqual(['PortcullisWarning', 'PORTCULLIS_TOO_MANY_RESOURCES'])
  expect(message).toContain('https://many.example.test')
})

test('a closed protected resource is not counted', async () => {
  const warned = takeWarnings()()
  open('https://closed.example.test', 9)
  await opened.pop()?.close()
  open('https://closed.example.test', 1)
  open('https://other.example.test', 10)
  const { message } = await warned
  expect(message).toContain('https://other.example.test')
})
