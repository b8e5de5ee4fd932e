import { readFileSync } from 'node:fs'
import { toCommonJs } from '../../../tools/docs/lib/common-js.mjs'

/** What a new user copies from a page about a provider. */
export interface ProviderPage {
  /** The commands of the steps, in their order, one for each block. */
  readonly commands: readonly string[]
  /** The programs of "Protect the API": each framework, in each module system that the site offers. */
  readonly programs: readonly PageProgram[]
}

/** A program of a page. */
export interface PageProgram {
  readonly framework: string
  readonly modules: 'ESM' | 'CommonJS'
  readonly code: string
}

/** Reads what a page about a provider shows, exactly as printed. */
export function readProviderPage(name: string): ProviderPage {
  const page = readFileSync(new URL(`../../../docs/providers/${name}.md`, import.meta.url), 'utf8')
  const [, choice = ''] = /^## Protect the API$.*?<!-- choose -->(.*?)<!-- \/choose -->/msu.exec(page) ?? []
  const blocks = [...choice.matchAll(/^\*\*(\w+)\*\*$.*?^```ts\n(.*?)^```$/gmsu)]
  return {
    commands: shellBlocks(sectionOf(page, 'From a token to a protected API')),
    programs: blocks.flatMap(([, framework = '', code = '']): PageProgram[] => {
      const commonJs = toCommonJs(code)
      const other =
        commonJs === undefined ? [] : [{ framework, modules: 'CommonJS' as const, code: commonJs }]
      return [{ framework, modules: 'ESM', code }, ...other]
    })
  }
}

/** The section for each preset of the page about the other providers, by the name of the preset. */
export function readOtherProviders(): ReadonlyMap<string, string> {
  const page = readFileSync(new URL('../../../docs/providers/others.md', import.meta.url), 'utf8')
  const sections = [...page.matchAll(/^## [^\n]+: `(\w+)`\n(.*?)(?=^## |$(?![^]))/gmsu)]
  return new Map(
    sections.map(([, preset = '', text = '']) => [preset, /^```ts\n(.*?)^```$/msu.exec(text)?.[1] ?? ''])
  )
}

/** The program at the top of that page. */
export function readOtherProgram(): string {
  const page = readFileSync(new URL('../../../docs/providers/others.md', import.meta.url), 'utf8')
  return /^```ts\n(.*?)^```$/msu.exec(page)?.[1] ?? ''
}

function sectionOf(page: string, heading: string): string {
  return page.split(/^## /mu).find((section) => section.startsWith(`${heading}\n`)) ?? ''
}

// A block in a list is indented.
function shellBlocks(section: string): string[] {
  return [...section.matchAll(/^( *)```sh\n(.*?)^\1```$/gmsu)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gmu'), '')
  )
}
