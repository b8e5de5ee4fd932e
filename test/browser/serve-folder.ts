import { readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { listen, type Listening } from '../http/listen.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2'
}

/** Serves the files of a folder as a host of static sites does: `/errors` is `errors.html`. */
export function serveFolder(folder: string): Promise<Listening> {
  return listen((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = fileOf(folder, decodeURIComponent(pathname))
    if (file === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    response.end(readFileSync(file))
  })
}

/** The file that a path means; undefined if there is none. */
function fileOf(folder: string, path: string): string | undefined {
  const candidates = [path, `${path}.html`, join(path, 'index.html')].map((name) => join(folder, name))
  return candidates.find((name) => statSync(name, { throwIfNoEntry: false })?.isFile() === true)
}
