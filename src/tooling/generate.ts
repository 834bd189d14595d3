import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedFiles } from './generated.ts';
import { newAction } from './new-action.ts';

const usage = 'Usage: npm run generate, or npm run generate -- new-action NAME';
const [command, name = '', ...rest] = process.argv.slice(2);
if (command === undefined) await writeGeneratedFiles();
else if (command === 'new-action' && name && rest.length === 0) startAction(name);
else fail(usage);

/** Writes every file that the contracts decide: action.yml, README tables, the config file's schema, the dist stubs. */
async function writeGeneratedFiles(): Promise<void> {
  for (const { path, content } of await generatedFiles()) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Lays out the files of a new action: one that works, to be changed into what is wanted. */
function startAction(name: string): void {
  try {
    for (const path of newAction(name)) console.log(path);
    console.log(`\nNow: npm run generate && npm run check && npm test -- test/actions/${name}`);
    console.log(
      `Then change it into what is wanted, add it to the table of README.md, and its dry run to test/infra/dry-run-policies.test.ts.`,
    );
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
