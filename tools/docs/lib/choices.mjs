// Pages show the same thing for several frameworks one after the other. The site shows one of them.
//
//   <!-- choose -->
//   **Express**
//   …
//   **Fastify**
//   …
//   <!-- /choose -->
const CHOICE = /^<!-- choose -->\n(?<body>.*?)^<!-- \/choose -->$/gmsu
const LABEL = /^\*\*(?<label>Express|Fastify|NestJS|Core)\*\*$/gmu

/** @param {string} page */
export function renderChoices(page) {
  return page.replaceAll(CHOICE, (...match) => {
    const parts = partsOf(match.at(-1).body)
    const options = parts.map(({ label }) => `'${label}'`).join(', ')
    const slots = parts.map(({ label, body }) => `<template #${label}>\n\n${body.trim()}\n\n</template>`)
    return `<Choice kind="framework" :options="[${options}]">\n${slots.join('\n')}\n</Choice>\n`
  })
}

/** @param {string} body */
function partsOf(body) {
  const labels = [...body.matchAll(LABEL)]
  return labels.map(({ 0: found, index, groups }, position) => ({
    label: groups?.label ?? '',
    body: body.slice(index + found.length, labels[position + 1]?.index)
  }))
}
