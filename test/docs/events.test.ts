import { channel } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { createProtectedResource, EVENT_CHANNEL, type PortcullisEvent } from '@portcullis/core'
import Fastify from 'fastify'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { loadSources, parseSource } from '../architecture/source.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** Name and fields of each section of the page that is about one event. */
const sections = read('docs/events.md')
  .split(/^### /m)
  .filter((section) => /^[a-z_]+\n/.test(section))
  .map((section) => {
    const [type = '', ...lines] = section.split('\n')
    const items = lines.filter((line) => line.startsWith('- ')).map((line) => line.split(':')[0] ?? '')
    return { type, fields: items.flatMap((item) => [...item.matchAll(/`(\w+)`/g)].map(([, name]) => name)) }
  })

/** Name and fields of each event as it is declared. */
const declared = parseSource('events.ts', read('packages/core/src/events/events.ts'))
  .tree.statements.filter(ts.isInterfaceDeclaration)
  .map(({ members }) => members.filter(ts.isPropertySignature).map((member) => member.getText()))
  .flatMap((members) => {
    const names = members.map((member) => /(\w+)\??:/.exec(member)?.[1] ?? '')
    const type = /'(\w+)'/.exec(members.find((member) => /\btype:/.test(member)) ?? '')?.[1]
    return type === undefined ? [] : [{ type, fields: names.filter((name) => name !== 'type') }]
  })

const byType = (one: { type: string }, other: { type: string }) => one.type.localeCompare(other.type)

/** Something that is refused, and a fetch that fails. */
async function refuseSomething(): Promise<void> {
  const api = createProtectedResource({ issuer: 'http://127.0.0.1:9/', audience: 'https://api.example.com' })
  await api.authenticate({ method: 'GET', url: '/', headers: {} }).catch(() => undefined)
  await api.warmUp()
  await api.close()
}

describe('docs/events.md', () => {
  it('has every event with all of its fields, and none besides', () => {
    expect(declared.length).toBeGreaterThan(5)
    expect(sections.toSorted(byType)).toEqual(declared.toSorted(byType))
  })

  it('names every reason and phase of a failed fetch', () => {
    const source = read('packages/core/src/events/events.ts')
    const unions = ['FetchFailureReason', 'FetchPhase'].map(
      (name) => new RegExp(`type ${name} =([^]*?)\n\n`).exec(source)?.[1] ?? ''
    )
    const names = unions.flatMap((union) => [...union.matchAll(/'(\w+)'/g)].map(([, name = '']) => name))
    expect(names.length).toBeGreaterThan(8)
    const text = read('docs/events.md')
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
  })

  it('names every warning', () => {
    const sources = loadSources('packages/core/src').map(({ text }) => text)
    const codes = sources.flatMap((text) =>
      [...text.matchAll(/'(PORTCULLIS_\w+)'/g)].map(([, code = '']) => code)
    )
    expect(codes.length).toBeGreaterThan(0)
    const text = read('docs/events.md')
    expect(codes.filter((code) => !text.includes(`### ${code}`))).toEqual([])
  })
})

describe('the snippets about events', () => {
  it('writes events to a pino logger, until told to stop', async () => {
    const lines: string[] = []
    const app = Fastify({
      logger: { level: 'info', stream: { write: (line: string) => void lines.push(line) } }
    })
    const { logEvents } = await import('../../docs/snippets/log-events-with-pino.ts')
    const stop = logEvents(app.log)
    await refuseSomething()
    stop()
    await refuseSomething()
    const entries = lines.map((line) => JSON.parse(line) as { level: number; msg: string; code?: string })
    const refusals = entries.filter(({ msg }) => msg === 'portcullis: request_refused')
    expect(refusals).toHaveLength(1)
    expect(refusals[0]).toMatchObject({ level: 30, code: 'credentials_missing', status: 401 })
    expect(entries.some(({ level, msg }) => level === 40 && msg === 'portcullis: fetch_failed')).toBe(true)
  })

  it('hears every event on the channel that the page names', () => {
    const heard: unknown[] = []
    const event: PortcullisEvent = {
      type: 'key_set_expired',
      issuer: 'https://auth.example.com',
      ageSeconds: 1
    }
    const events = channel('portcullis')
    const listener = (message: unknown) => void heard.push(message)
    events.subscribe(listener)
    channel(EVENT_CHANNEL).publish(event)
    events.unsubscribe(listener)
    expect(heard).toEqual([event])
  })
})
