import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callLikeCurl, findCurlLines } from '../curl-line.ts'
import { answersOf, MAIN_PROVIDERS } from './main-providers.ts'
import { openProviderFolder, type ProviderFolder } from './provider-folder.ts'
import { readProviderPage } from './provider-page.ts'
import { issue } from './sample-token.ts'

describe.each(MAIN_PROVIDERS)('a new user of the page about $name', (provider) => {
  const { commands, programs } = readProviderPage(provider.name)
  const [install = '', first = '', check = '', start = '', calls = ''] = commands
  const token = issue(provider.token)
  let folder: ProviderFolder

  beforeAll(async () => {
    folder = await openProviderFolder(answersOf(provider, token))
    folder.write('token.txt', `${token}\n`)
  })

  afterAll(() => folder.close())

  test('installs what the programs import', () => {
    for (const { framework, code } of programs) {
      const line = install.split('\n').find((one) => one.includes(framework.toLowerCase())) ?? ''
      const installed = line.replace('../portcullis/tarballs/portcullis-', '').split(/[\s{},]+/u)
      const imported = [...code.matchAll(/(?: from |require\()'(?:@portcullis\/)?([^']+)'/gu)]
      expect(imported).toHaveLength(2)
      expect(installed).toEqual(expect.arrayContaining(['core', 'cli', ...imported.map(([, name]) => name)]))
    }
  })

  test('gets a first token for the API', async () => {
    folder.write('token.txt', '')
    expect(await folder.run(first)).toMatchObject({ exitCode: 0 })
    expect(await folder.run('cat token.txt')).toMatchObject({ output: `${token}\n` })
    expect(Object.fromEntries(folder.providers.posted[0]?.form ?? [])).toMatchObject(provider.request)
  })

  test('hears from the doctor that the server is ready, and which preset is for it', async () => {
    const [doctor = ''] = check.split('\n')
    expect(await folder.run(doctor)).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining(`requireAuth(${provider.name}({`) as string
    })
  })

  test('hears from explain that the API accepts the token', async () => {
    const [, explain = ''] = check.split('\n')
    expect(await folder.run(explain)).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^portcullis explain {2}accepted\n/u) as string
    })
  })

  test.each(programs)(
    'starts the program for $framework in $modules, and gets 401, 200 and 403',
    async ({ code, modules }) => {
      const file = modules === 'ESM' ? 'server.mjs' : 'server.cjs'
      folder.write(file, code)
      const { origin, stop } = await folder.start(start.trim().replace('server.mjs', file))
      const call = (line: string, access = token) =>
        callLikeCurl(
          line
            .replace('http://localhost:3000', origin)
            .replace('"Authorization: Bearer $(cat token.txt)"', `'Authorization: Bearer ${access}'`)
        )
      const [without = '', withToken = ''] = findCurlLines(calls)
      const answers = [
        await call(without),
        await call(withToken),
        await call(withToken, issue(provider.token, provider.withoutScope)),
        await call(withToken, issue(provider.token, { iss: 'https://evil.example' }))
      ]
      await stop()
      expect(answers.map(({ status }) => status)).toEqual([401, 200, 403, 401])
      expect(answers[2]?.headers.get('www-authenticate')).toContain('insufficient_scope')
    }
  )
})
