import { describe, expect, test } from 'vitest'
import { useTargets } from '../targets/use-targets.ts'
import { options } from '../tokens/authority.ts'
import { contractBytes, sendCase } from './answer-of.ts'
import { cases } from './cases.ts'

const targets = useTargets(options)

describe.each(targets)('on $name', (target) => {
  test.each(cases)('$title', async (contractCase) => {
    const received = await sendCase(target.port(), contractCase)
    const { answerOnNest = contractCase.answer } = contractCase
    const answer = target.name.startsWith('NestJS') ? answerOnNest : contractCase.answer
    if ('json' in answer) {
      expect({ status: received.status, json: JSON.parse(received.body) as unknown }).toEqual(answer)
      expect(received.headers['www-authenticate']).toBeUndefined()
    } else {
      expect(contractBytes(received)).toEqual(answer)
      const length = received.headers['content-length'] ?? ['left out']
      // HEAD may leave out what only the content would tell, RFC 9110 section 9.3.2.
      const allowed =
        contractCase.method === 'HEAD' ? ['0', 'left out'] : [String(Buffer.byteLength(answer.body))]
      expect(allowed).toContain(length.join())
    }
  })
})

test('every refusal has the same bytes on every framework', async () => {
  for (const contractCase of cases) {
    const { answerOnNest } = contractCase
    const alike = targets.filter(({ name }) => answerOnNest === undefined || !name.startsWith('NestJS'))
    const answers = await Promise.all(alike.map(({ port }) => sendCase(port(), contractCase)))
    const [first, ...others] = answers.map((answer) =>
      answer.status === 200 ? { status: 200 } : contractBytes(answer)
    )
    for (const other of others) expect(other, contractCase.title).toEqual(first)
  }
})
