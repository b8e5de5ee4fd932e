import { describe, expect, test } from 'vitest'
import { useTargets } from '../targets/use-targets.ts'
import { options } from '../tokens/authority.ts'
import { contractBytes, sendCase } from './answer-of.ts'
import { cases } from './cases.ts'
import { expectCase } from './expect-case.ts'

const targets = useTargets(options)

describe.each(targets)('on $name', (target) => {
  test.each(cases)('$title', async (contractCase) => {
    await expectCase(contractCase, { name: target.name, port: target.port() })
  })
})

test('every refusal has the same bytes on every framework', async () => {
  for (const contractCase of cases) {
    const { answerOnExpress } = contractCase
    const alike = targets.filter(({ name }) => answerOnExpress === undefined || !name.startsWith('Express'))
    const answers = await Promise.all(alike.map(({ port }) => sendCase(port(), contractCase)))
    const [first, ...others] = answers.map((answer) =>
      answer.status === 200 ? { status: 200 } : contractBytes(answer)
    )
    for (const other of others) expect(other, contractCase.title).toEqual(first)
  }
})
