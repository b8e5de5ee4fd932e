import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { sidebarOf } from '../lib/navigation.mjs'
import { searchTextOf } from '../lib/search-text.mjs'
import { slugOf } from '../lib/slug.mjs'

const PAGES = fileURLToPath(new URL('../pages', import.meta.url))

const SIDEBAR_GROUP = fileURLToPath(new URL('theme/SidebarGroup.vue', import.meta.url))

const routes = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replaceAll('\\', '/').replace(/\.md$/u, ''))

export default defineConfig({
  title: 'Portcullis',
  description:
    'OAuth 2.0 access tokens for Express, Fastify and NestJS APIs: verified strictly, refused clearly.',
  lang: 'en-US',
  srcDir: 'pages',
  outDir: 'dist',
  cleanUrls: true,
  lastUpdated: false,
  // Examples link to the programs that the reader starts.
  ignoreDeadLinks: 'localhostLinks',
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: '/logo.svg' }],
    ['meta', { name: 'theme-color', content: '#1f6f5c' }]
  ],
  // The color of comments of other themes is too faint to read.
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    languageAlias: { mjs: 'js' },
    anchor: { slugify: slugOf },
    toc: { slugify: slugOf },
    config(md) {
      // A wide table scrolls; so the keyboard must reach it.
      md.renderer.rules.table_open = () => '<table tabindex="0">\n'
      // A header without text is not a header.
      md.core.ruler.push('empty-headers', ({ tokens }) => {
        for (const [index, token] of tokens.entries()) {
          const [text, end] = [tokens[index + 1], tokens[index + 2]]
          if (token.type === 'th_open' && text.content === '') token.tag = end.tag = 'td'
        }
      })
      md.renderer.rules.table_close = () => '</table>\n'
    }
  },
  vite: {
    resolve: {
      alias: [{ find: /^.*\/VPSidebarItem\.vue$/u, replacement: SIDEBAR_GROUP }]
    }
  },
  themeConfig: {
    logo: { src: '/logo.svg', alt: '' },
    nav: [
      { text: 'Get started', link: '/getting-started', activeMatch: '^/getting-started' },
      { text: 'Servers', link: '/providers/', activeMatch: '^/providers/' },
      { text: 'Errors', link: '/errors', activeMatch: '^/errors' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' }
    ],
    sidebar: sidebarOf(routes, PAGES),
    outline: { level: [2, 3], label: 'On this page' },
    search: {
      provider: 'local',
      options: {
        _render: (page, env, md) => md.render(searchTextOf(page, env.relativePath), env)
      }
    },
    footer: { message: 'MIT license' }
  }
})
