import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

// Runs suites of smoke checks from a laptop, as the action does:
//
//     npm run smoke -- smoke/clinic.yml --api http://localhost:8080 --site http://localhost:5173 --watch
const usage = `npm run smoke -- SUITE… [--api URL] [--site URL] [--release VERSION] [--variable NAME=VALUE]… [--secret NAME=ENV]…
  [--only TEXT]… [--tag TAG]… [--show-response-bodies] [--watch]`;

const many = { type: 'string', multiple: true, default: [] as string[] } as const;
const { values, positionals: suites } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ api: { type: 'string' }, site: { type: 'string' }, release: { type: 'string' } },
    ...{ variable: many, secret: many, only: many, tag: many },
    'show-response-bodies': { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
  },
});

if (suites.length === 0) {
  console.error(`No suite was given.\n\n${usage}`);
  process.exitCode = 2;
} else if (values.watch) await watchSuites();
else process.exitCode = await run();

/** Runs the action once; its log is shown as a terminal shows it. */
async function run(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'smoke-'));
  const main = JSON.stringify(new URL('../main.ts', import.meta.url).href);
  const script = `(await import(${main})).main('smoke-test')`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...inputs(), GITHUB_WORKSPACE: workspace(), RUNNER_TEMP: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const interrupt = () => child.kill('SIGINT');
  process.once('SIGINT', interrupt);
  for await (const line of createInterface({ input: child.stdout })) {
    const shown = shownLine(line);
    if (shown !== undefined) console.log(shown);
  }
  const code = child.exitCode ?? (await new Promise<number>((end) => child.once('exit', (status) => end(status ?? 1))));
  process.off('SIGINT', interrupt);
  rmSync(folder, { recursive: true, force: true });
  return code;
}

/** Where the person is, whatever folder npm has changed to. */
function workspace(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

function inputs(): Readonly<Record<string, string>> {
  const given: Readonly<Record<string, string | undefined>> = {
    SUITE: suites.join('\n'),
    'API-URL': values.api,
    'SITE-URL': values.site,
    VERSION: values.release,
    VARIABLES: values.variable.join('\n'),
    'SECRETS-FROM': values.secret.join('\n'),
    ONLY: values.only.join('\n'),
    TAGS: values.tag.join('\n'),
    'SHOW-RESPONSE-BODIES': String(values['show-response-bodies']),
  };
  return Object.fromEntries(Object.entries(given).flatMap(([name, text]) => (text ? [[`INPUT_${name}`, text]] : [])));
}

/** Commands to a runner as a person reads them. One that masks holds the secret itself. */
function shownLine(line: string): string | undefined {
  const [, command, text = ''] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
  if (command === undefined) return line;
  if (command === 'group' || command === 'error' || command === 'warning' || command === 'notice')
    return text.replaceAll('%0D', '').replaceAll('%0A', '\n').replaceAll('%25', '%');
  return undefined;
}

/** Runs again where a file beside a suite changes, until Ctrl+C. */
async function watchSuites(): Promise<void> {
  const folders = [...new Set(suites.map((suite) => dirname(resolve(workspace(), suite))).filter(existsSync))];
  let changed = () => {};
  for (const folder of folders) watch(folder, { recursive: true }, () => changed());
  for (;;) {
    console.clear();
    await run();
    console.log(`\nWaiting for changes in ${folders.join(', ')}; Ctrl+C ends it.`);
    await new Promise<void>((resolveChange) => {
      changed = resolveChange;
    });
    // Editors write a file in several steps.
    await new Promise((later) => setTimeout(later, 100));
  }
}
