// Bundles the server, and the clean-up function beside it, each into one file that needs no node_modules.
// The output depends on the sources and the lock file only, so an unchanged backend gives the same image.
import { build } from 'esbuild';

const options = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  external: ['pg-native', 'cloudflare:sockets'],
  // Some dependencies are CommonJS and require Node's own modules.
  banner: {
    js: "import { createRequire as clinicRequire } from 'node:module'; const require = clinicRequire(import.meta.url);",
  },
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } }, // not that of a folder above
  logLevel: 'info',
};

await build({ ...options, entryPoints: ['src/main.ts'], outfile: 'dist/server.mjs' });
await build({ ...options, entryPoints: ['../cleanup/handler.ts'], outfile: '../cleanup/dist/handler.mjs' });
