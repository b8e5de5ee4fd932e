// Code blocks are ES modules. The site also shows them with require().
const BLOCK = /^```(?<language>ts|js|mjs)\n(?<code>.*?)^```$/gmsu
const IMPORT = /^import (?<clause>[\w*{][^'";]*?) from '(?<name>[^']+)'$/gmu
const SIDE_EFFECT = /^import '(?<name>[^']+)'$/gmu

/** Adds a variant with `require()` to each block that has one. @param {string} page */
export function renderModules(page) {
  return page.replaceAll(BLOCK, (...match) => {
    const [block, { language, code }] = [match[0], match.at(-1)]
    const commonJs = toCommonJs(code)
    if (commonJs === undefined) return block
    return [
      `<Choice kind="modules" :options="['ESM', 'CommonJS']">`,
      `<template #ESM>\n\n${block}\n\n</template>`,
      `<template #CommonJS>\n\n\`\`\`${language}\n${commonJs}\`\`\`\n\n</template>`,
      '</Choice>'
    ].join('\n')
  })
}

/**
 * @param {string} code
 * @returns {string | undefined} Nothing for code that imports nothing, or that CommonJS has no form for.
 */
export function toCommonJs(code) {
  if (!/^import /mu.test(code) || /^(?:export|await|const .*= await|try)\b|\bimport\.meta\b/mu.test(code))
    return undefined
  const required = code
    .replaceAll(SIDE_EFFECT, `require('$<name>')`)
    .replaceAll(IMPORT, (...match) => requireOf(match.at(-1)))
  return /^import /mu.test(required) ? undefined : required.replace(/^\n+/u, '')
}

/** @param {{ clause: string; name: string }} found */
function requireOf({ clause, name }) {
  if (clause.startsWith('type ')) return `import ${clause} from '${name}'`
  const [, first = '', list = ''] = /^(?:(\w+)(?:, )?)?(?:\{([^}]*)\})?$/su.exec(clause) ?? []
  const names = list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('type '))
  const isOurs = name.startsWith('@portcullis/')
  if (first !== '' && names.length === 0 && !isOurs) return `const ${first} = require('${name}')`
  const members = [
    ...(first === '' ? [] : [`default: ${first}`]),
    ...names.map((one) => one.replace(' as ', ': '))
  ]
  return `const { ${members.join(', ')} } = require('${name}')`
}
