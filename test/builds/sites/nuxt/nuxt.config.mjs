export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  css: ['~/assets/style.css'],
  app: { head: { title: 'Harbour', link: [{ rel: 'icon', href: '/favicon.svg' }] } },
});
