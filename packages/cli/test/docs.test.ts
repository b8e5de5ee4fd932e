import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ALL_CHECKS } from '../src/doctor/checks/all-checks.ts'
import { goodDocument, startServer } from './authorization-server.ts'
import { run } from './test-terminal.ts'

const page = await readFile(new URL('../../../docs/cli.md', import.meta.url), 'utf8')

describe('docs/cli.md', () => {
  it('lists every check with its title and source', () => {
    const rows = page.split('\n').filter((line) => /^\| [XY]-\d\d /.test(line))
    const cells = rows.map((row) =>
      row
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1)
    )
    expect(cells).toEqual(ALL_CHECKS.map(({ id, title, source }) => [id, title, source]))
  })

  it.each(['doctor', 'explain', 'init', 'token'])('names every option of portcullis %s', async (command) => {
    const { output } = await run([command, '--help'], { columns: 80 })
    const options = [...output.matchAll(/^ {2}(--[\w-]+)/gm)].flatMap(([, option]) => option ?? [])
    expect(options.length).toBeGreaterThan(4)
    expect(options.filter((option) => !page.includes(option))).toEqual([])
  })

  it('states the largest number of requests without --probe: fifteen', async () => {
    await using server = await startServer()
    const issuer = `${server.origin}/tenant`
    const challenge = `Bearer resource_metadata="${server.origin}/resource"`
    server.routes.set('/.well-known/oauth-authorization-server/tenant', goodDocument(server.origin, issuer))
    server.routes.set('/messages', (_, response) => {
      response.writeHead(401, { 'www-authenticate': challenge }).end()
    })
    await run(['doctor', issuer, '--api', `${server.origin}/messages`, '--origin', 'https://app.example.com'])
    expect(server.requests).toHaveLength(15)
    expect(page).toContain('at most fifteen requests')
  })

  it('shows no output line of more than 80 characters', () => {
    const shown = [...page.matchAll(/```text\n([^]*?)```/g)].flatMap(([, block = '']) => block.split('\n'))
    expect(shown.length).toBeGreaterThan(50)
    expect(shown.filter((line) => line.length > 80)).toEqual([])
  })
})
