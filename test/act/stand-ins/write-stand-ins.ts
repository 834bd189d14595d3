import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./stand-in-step.ts', import.meta.url));

/** Writes an action for each of those that are named as `owner/name@ref`; gives their folders. */
export function writeStandIns(folder: string, actions: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    actions.map((action) => {
      const target = join(folder, action);
      const name = action.replace(/@.*/, '');
      mkdirSync(target, { recursive: true });
      writeFileSync(
        join(target, 'action.yml'),
        `name: ${name}\nruns: { using: node24, main: main.mjs, post: post.mjs }\n`,
      );
      for (const phase of ['main', 'post']) writeFileSync(join(target, `${phase}.mjs`), script(name, phase));
      return [action, target];
    }),
  );
}

function script(name: string, phase: string): string {
  return `import { runStandIn } from ${JSON.stringify(program)};\nawait runStandIn(${JSON.stringify(name)}, '${phase}');\n`;
}
