import DefaultTheme from 'vitepress/theme'
import { h, onMounted } from 'vue'
import Choice from './Choice.vue'
import Front from './Front.vue'
import Pickers from './Pickers.vue'
import './brand.css'

/** @type {import('vitepress').Theme} */
export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'sidebar-nav-before': () => h(Pickers),
      'nav-screen-content-after': () => h(Pickers)
    }),
  setup() {
    // Tests wait for this: before it, buttons do nothing.
    onMounted(() => (document.documentElement.dataset.mounted = ''))
  },
  enhanceApp({ app }) {
    app.component('Choice', Choice)
    app.component('Front', Front)
  }
}
