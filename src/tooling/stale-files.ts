import { existsSync, readFileSync } from 'node:fs';
import { generatedFiles } from './generated.ts';

/** Generated files that are not what the contracts say, in sentences that name them. */
export async function staleFiles(): Promise<readonly string[]> {
  const files = await generatedFiles();
  return files
    .filter(({ path, content }) => !existsSync(path) || readFileSync(path, 'utf8') !== content)
    .map(({ path }) => `${path}: is not what the contracts say. Run npm run generate.`);
}
