import { cancel, select, text } from '@clack/prompts'
import type { Terminal } from '../terminal/terminal.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { FRAMEWORK_NAMES, FRAMEWORKS, type Framework } from './framework.ts'

/** What `init` needs. */
export interface InitAnswers {
  readonly framework: Framework
  readonly issuer: string
  readonly audience: string
}

/**
 * Asks for what no option names.
 *
 * @throws {UsageError} If something is missing and standard input is not a terminal
 */
export async function askForMissing(given: Partial<InitAnswers>, terminal: Terminal): Promise<InitAnswers> {
  if (terminal.input.isTTY !== true) return requireAll(given)
  return {
    framework: given.framework ?? (await askFramework(terminal)),
    issuer: given.issuer ?? (await askText(ISSUER_QUESTION, terminal)),
    audience: given.audience ?? (await askText(AUDIENCE_QUESTION, terminal))
  }
}

interface Question {
  readonly message: string
  readonly placeholder: string
  readonly validate: (answer: string | undefined) => string | undefined
}

const ISSUER_QUESTION: Question = {
  message: 'Issuer of the access tokens',
  placeholder: 'https://auth.example.com',
  validate: (answer) => (answer !== undefined && URL.canParse(answer) ? undefined : 'It takes an https URL')
}

const AUDIENCE_QUESTION: Question = {
  message: 'Audience: the "aud" of tokens for this API',
  placeholder: 'https://api.example.com',
  validate: (answer = '') =>
    answer === '' ? 'Without an audience, the API would accept every token of the issuer' : undefined
}

async function askFramework(terminal: Terminal): Promise<Framework> {
  const choices = Object.entries(FRAMEWORKS).map(([value, { label }]) => ({ value, label }))
  const answer = requireAnswer(
    await select({ message: 'Which framework?', options: choices, ...streamsOf(terminal) }),
    terminal
  )
  return FRAMEWORK_NAMES.find((name) => name === answer) ?? 'express'
}

async function askText(question: Question, terminal: Terminal): Promise<string> {
  return requireAnswer(await text({ ...question, ...streamsOf(terminal) }), terminal)
}

// Questions go to standard error, so that a pipe gets only the result.
function streamsOf({ input, errors }: Terminal) {
  return { input, output: errors }
}

// The prompts return a symbol after Ctrl+C.
function requireAnswer(answer: string | symbol, terminal: Terminal): string {
  if (typeof answer === 'string') return answer
  cancel('Nothing was written', { output: terminal.errors })
  throw new UsageError('cancelled')
}

function requireAll({ framework, issuer, audience }: Partial<InitAnswers>): InitAnswers {
  const missing = Object.entries({ '--framework': framework, '--issuer': issuer, '--audience': audience })
    .filter(([, value]) => value === undefined)
    .map(([name]) => name)
  if (framework === undefined || issuer === undefined || audience === undefined) {
    throw new UsageError(`not a terminal: pass ${missing.join(', ')}`)
  }
  return { framework, issuer, audience }
}
