/** Where a link leads, and the line that it stands in. */
export interface Link {
  readonly target: string
  readonly line: number
}

const FENCED = /^ {0,3}(?<fence>`{3,}|~{3,})[^\n]*\n.*?^ {0,3}\k<fence>[`~]*$/gmsu
const COMMENT = /<!--.*?-->/gsu
const CODE = /(?<ticks>`+).*?\k<ticks>/gsu

const INLINE = /\]\(\s*<?(?<target>[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)?)>?(?:\s+["'(][^)]*)?\)/gu
const DEFINITION = /^ {0,3}\[[^\]]+\]:\s*<?(?<target>[^\s<>]+)>?/gmu
const HTML = /<(?:a|img)\b[^>]*\b(?:href|src)="(?<target>[^"]+)"/gu

/** The links of a page: inline, by reference and in HTML; not what looks like one in code. */
export function linksOf(page: string): Link[] {
  const prose = [FENCED, COMMENT, CODE].reduce(blank, page)
  return [INLINE, DEFINITION, HTML].flatMap((form) =>
    [...prose.matchAll(form)].map(({ groups, index }) => ({
      target: groups?.['target'] ?? '',
      line: prose.slice(0, index).split('\n').length
    }))
  )
}

/** What a page can be entered by: its headings as GitHub spells them, and anchors in HTML. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const prose = [FENCED, COMMENT].reduce(blank, page)
  const anchors = new Set([...prose.matchAll(/\b(?:id|name)="([^"]+)"/gu)].map(([, name = '']) => name))
  for (const [, heading = ''] of prose.matchAll(/^ {0,3}#{1,6}\s+(.*?)\s*#*$/gmu)) {
    const slug = slugOf(heading)
    let anchor = slug
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`
    anchors.add(anchor)
  }
  return anchors
}

function slugOf(heading: string): string {
  return heading
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/<[^>]+>/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}

// Lines stay where they are, so that what is said of a link is true.
function blank(text: string, pattern: RegExp): string {
  return text.replaceAll(pattern, (found) => found.replaceAll(/[^\n]/gu, ' '))
}
