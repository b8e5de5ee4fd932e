import { reactive, watch } from 'vue'

/** What the reader can choose between. */
export const KINDS = {
  framework: { label: 'Framework', options: ['Express', 'Fastify', 'NestJS', 'Core'] },
  modules: { label: 'Modules', options: ['ESM', 'CommonJS'] }
}

const KEY = 'portcullis-choices'

/** What the reader chose, on all pages. The first option until the browser has read what it keeps. */
export const chosen = reactive({ framework: 'Express', modules: 'ESM' })

let isRestored = false

/** Restores the choices of an earlier visit; to be called once the page is mounted, as the server knows none. */
export function restoreChoices() {
  if (isRestored) return
  isRestored = true
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    for (const [kind, { options }] of Object.entries(KINDS)) {
      if (options.includes(kept[kind])) chosen[kind] = kept[kind]
    }
  } catch {
    // Storage is blocked, or holds something else: the page works without it.
  }
  watch(chosen, () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen))
    } catch {
      // Storage is blocked: the choice holds for this visit.
    }
  })
}
