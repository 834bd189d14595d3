import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedFiles } from './generated.ts';

// Writes every file that the contracts decide: action.yml, README tables, the config file's schema, the dist stubs.
for (const { path, content } of await generatedFiles()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
