import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** The product as one folder of scripts, made from the sources as they stand: its processes start quickly. */
export interface BundledMain {
  /** The script that runs an action. */
  script(action: string): string;
  remove(): void;
}

export async function bundleMain(): Promise<BundledMain> {
  const folder = mkdtempSync(join(resolve('node_modules'), '.bundled-main-'));
  await build({
    entryPoints: ['src/main.ts'],
    outdir: folder,
    ...{ bundle: true, splitting: true, platform: 'node', format: 'esm', target: 'node24', logLevel: 'error' },
    outExtension: { '.js': '.mjs' },
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  return {
    script(action) {
      const path = join(folder, `run-${action}.mjs`);
      writeFileSync(path, `import { main } from './main.mjs';\nawait main('${action}');\n`);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
