import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// A preview of a pull request is served below a path of its own.
export default defineConfig({ base: process.env.SITE_BASE ?? '/', plugins: [react(), devConfig()] });

/** Serves /config.json in development; deployed, it is a file beside index.html that each environment has its own of. */
function devConfig(): Plugin {
  return {
    name: 'dev-config',
    configureServer: (server) => {
      server.middlewares.use('/config.json', (_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({ API_URL: process.env.API_URL ?? 'http://127.0.0.1:8080', DEMO_HINT: process.env.DEMO_HINT }),
        );
      });
    },
  };
}
