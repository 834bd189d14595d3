export default {
  title: 'Harbour',
  url: 'https://harbour.example.com',
  baseUrl: '/',
  favicon: '/favicon.svg',
  onBrokenLinks: 'throw',
  presets: [['classic', { docs: { routeBasePath: 'reports' }, blog: false, theme: { customCss: './src/style.css' } }]],
  themeConfig: {
    navbar: {
      title: 'Harbour',
      items: [
        { to: '/about', label: 'About' },
        { to: '/reports/42', label: 'Report' },
      ],
    },
  },
};
