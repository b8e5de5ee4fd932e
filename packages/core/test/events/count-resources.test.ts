import { afterEach, expect, test } from 'vitest'
import { createProtectedResource, type ProtectedResource } from '../../src/index.ts'

const opened: ProtectedResource[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((resource) => resource.close()))
})

function open(issuer: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    opened.push(createProtectedResource({ issuer, audience: 'https://api.example.test' }))
  }
}

function nextWarning(): Promise<Error & { code?: string }> {
  return new Promise((resolve) => void process.once('warning', resolve))
}

test('the tenth protected resource that is open for one issuer is warned of', async () => {
  const warned = nextWarning()
  open('https://many.example.test', 10)
  const { name, code, message } = await warned
  expect([name, code]).toEqual(['PortcullisWarning', 'PORTCULLIS_TOO_MANY_RESOURCES'])
  expect(message).toContain('https://many.example.test')
})

test('a resource that was closed is not counted', async () => {
  const warned = nextWarning()
  open('https://closed.example.test', 9)
  await opened.pop()?.close()
  open('https://closed.example.test', 1)
  open('https://other.example.test', 10)
  const { message } = await warned
  expect(message).toContain('https://other.example.test')
})
