import { app, folders, pageFiles, type Route, type SiteProject } from './project.ts';

const usual: readonly Route[] = [
  { path: '/', shows: 'Welcome to the harbour' },
  { path: '/about', shows: 'About the harbour' },
  { path: '/reports/42', shows: 'Report 42' },
];
const withSlashes = usual.map((route) => ({ ...route, path: route.path.replace(/([^/])$/, '$1/') }));
const report = { at: '/', click: 'Report', shows: 'Report 42 of release one' };

/** Those whose installation and build take seconds; `npm run oracles` takes all. */
export const quick = ['vite-pwa', 'astro', 'parcel'];

export const projects: readonly SiteProject[] = [
  {
    name: 'vite-pwa',
    parts: [{ output: 'dist' }],
    ...{ media: 'media', copied: 'public', edge: app, routes: usual, lazy: report },
    changes: 'src/Reports.jsx',
    hasServiceWorker: true,
  },
  {
    name: 'astro',
    parts: [{ output: 'dist' }],
    ...{ media: 'media', copied: 'public', edge: folders, routes: [...usual, ...withSlashes] },
    lazy: { at: '/', click: 'Tide', shows: 'High water of release one' },
    changes: 'src/tide.js',
  },
  {
    name: 'parcel',
    parts: [{ output: 'dist' }],
    ...{ media: 'media', copied: 'public', edge: app, routes: usual, lazy: report },
    changes: 'src/reports.js',
  },
  {
    name: 'vite-vue-legacy',
    parts: [{ output: 'dist' }],
    ...{ media: 'media', copied: 'public', edge: app, routes: usual, lazy: report },
    changes: 'src/ReportPage.vue',
  },
  {
    name: 'webpack-federation',
    // The remote comes first: the host's page loads its entry.
    parts: [
      { output: 'dist/remote', inputs: { prefix: 'reports-app', entries: 'remoteEntry.js' } },
      { output: 'dist/host' },
    ],
    ...{ media: 'host/media', copied: 'host/public', edge: app, routes: usual, lazy: report },
    changes: 'remote/src/report.js',
  },
  {
    name: 'sveltekit',
    parts: [{ output: 'build', inputs: { precompressed: 'br' } }],
    ...{ media: 'media', copied: 'static', edge: pageFiles, routes: usual, lazy: report },
    changes: 'src/routes/reports/[id]/+page.svelte',
  },
  {
    name: 'nuxt',
    parts: [{ output: '.output/public' }],
    ...{ media: 'app/assets/media', copied: 'public', edge: folders, routes: [...usual, ...withSlashes], lazy: report },
    changes: 'app/pages/reports/[id].vue',
  },
  {
    name: 'next',
    parts: [{ output: 'out' }],
    ...{ media: 'media', copied: 'public', edge: pageFiles, routes: usual, lazy: report },
    changes: 'app/reports/[id]/report.jsx',
  },
  {
    name: 'create-react-app',
    // Its source maps show the source, and are refused.
    parts: [{ output: 'build', inputs: { exclude: '**/*.map' } }],
    ...{ media: 'src/media', copied: 'public', edge: app, routes: usual, lazy: report },
    changes: 'src/Reports.js',
  },
  {
    name: 'docusaurus',
    parts: [{ output: 'build' }],
    ...{ media: 'media', copied: 'static', edge: folders, routes: [...usual, ...withSlashes], lazy: report },
    changes: 'docs/report.md',
  },
  {
    name: 'angular',
    parts: [{ output: 'dist/browser' }],
    ...{ media: 'media', copied: 'public', edge: app, routes: usual, lazy: report },
    changes: 'src/app/report.ts',
    hasServiceWorker: true,
  },
  {
    name: 'angular-i18n',
    parts: [{ output: 'dist/browser', inputs: { entries: 'en/index.html\nes/index.html' } }],
    ...{ media: 'media', copied: 'public', copiedTo: ['en/', 'es/'], starts: ['/en', '/es'] },
    edge: { Routing: 'app', AppFolders: 'en,es' },
    routes: [
      { path: '/en/', shows: 'Welcome to the harbour' },
      { path: '/es/', shows: 'Bienvenidos al puerto' },
      { path: '/en/about', shows: 'About the harbour' },
      { path: '/es/reports/42', shows: 'Informe 42' },
    ],
    lazy: { at: '/es/', click: 'Report', shows: 'Informe 42 de release one' },
    // A translation: the files of both languages have the same names.
    changes: 'messages.es.json',
  },
];
