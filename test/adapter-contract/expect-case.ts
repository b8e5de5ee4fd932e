import { expect } from 'vitest'
import { contractBytes, sendCase } from './answer-of.ts'
import type { ContractCase } from './contract-case.ts'

/** A framework that answers, on a port of loopback. */
interface Answering {
  readonly name: string
  readonly port: number
}

/** Sends the request of a case, and expects the answer that the contract requires of the framework. */
export async function expectCase(contractCase: ContractCase, { name, port }: Answering): Promise<void> {
  const received = await sendCase(port, contractCase)
  const { answerOnExpress = contractCase.answer } = contractCase
  const answer = name.startsWith('Express') ? answerOnExpress : contractCase.answer
  if ('json' in answer) {
    expect({ status: received.status, json: JSON.parse(received.body) as unknown }).toEqual(answer)
    expect(received.headers['www-authenticate']).toBeUndefined()
    return
  }
  expect(contractBytes(received)).toEqual(answer)
  const length = received.headers['content-length'] ?? ['left out']
  // HEAD may leave out what only the content would tell, RFC 9110 section 9.3.2.
  const allowed =
    contractCase.method === 'HEAD' ? ['0', 'left out'] : [String(Buffer.byteLength(answer.body))]
  expect(allowed).toContain(length.join())
}
