import type { ConfiguredEnvironment } from '../../config/environments.ts';
import { callInputs } from '../../config/workflow.ts';
import type { GivenInputs } from '../../contract/index.ts';
import { UserError } from '../../errors.ts';
import { type Inputs, maxMatrixBytes } from './contract.ts';

/** A config file and the environments in it. */
export interface ConfigFile {
  /** Relative to the workspace. */
  readonly path: string;
  readonly app: string;
  readonly environments: readonly ConfiguredEnvironment[];
}

/** A row of the matrix: all that one call of deploy.yml needs. */
export type Target = Readonly<Record<string, string | boolean | number>>;

/** The most jobs of one matrix. https://docs.github.com/actions/reference/limits */
const maxJobs = 256;

/** Every wanted environment of every file, in the order written; one UserError names all problems. */
export function targets(
  files: readonly ConfigFile[],
  { environments: wanted }: Pick<Inputs, 'environments'>,
  runId: string,
): readonly Target[] {
  const all = files.flatMap(({ path, app, environments }) =>
    environments.map((environment) => ({ path, app, ...environment })),
  );
  const missing = wanted.filter((name) => !all.some((environment) => environment.name === name));
  if (missing.length > 0) throw noEnvironment(missing, [...new Set(all.map(({ name }) => name))]);
  const problems: string[] = [];
  const rows = all
    .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
    .map(({ path, app, name, accountId, region, workflow: given }): Target => {
      const named = { app, config: path, environment: name, 'account-id': accountId, region };
      return { ...named, ...workflowValues(given, runId, problems) };
    });
  if (problems.length > 0) throw badValues(problems);
  if (rows.length > maxJobs) throw tooMany(`${rows.length} environments`, `${maxJobs} jobs`);
  const bytes = Buffer.byteLength(matrixText(rows));
  if (bytes > maxMatrixBytes)
    throw tooMany(`${rows.length} environments with ${bytes} bytes`, `${maxMatrixBytes} bytes`);
  return rows;
}

function workflowValues(given: GivenInputs, runId: string, problems: string[]): Target {
  const values = Object.entries(callInputs).map(([name, field]) => {
    const { text, origin } = given.get(name) ?? { text: field.fallback ?? '', origin: '' };
    const result = field.parse(name.endsWith('runs-on') ? text.replaceAll('${run-id}', runId) : text);
    if (!result.ok) problems.push(`${origin}: ${name}: ${result.reason}; it accepts ${field.accepts}.`);
    return [name, result.ok ? result.value : ''] as const;
  });
  return Object.fromEntries(values);
}

function noEnvironment(missing: readonly string[], there: readonly string[]): UserError {
  return new UserError({
    what: `No config file has an environment ${missing.map((name) => `"${name}"`).join(' or ')}.`,
    why: `They have: ${there.join(', ') || 'none'}.`,
    next: 'Correct the input `environments`.',
  });
}

function badValues(problems: readonly string[]): UserError {
  return new UserError({
    what: `The section \`workflow\` cannot be used:\n${[...new Set(problems)].map((problem) => `  - ${problem}`).join('\n')}\n`,
    next: 'Nothing was changed.',
  });
}

/** The matrix as an output. */
export function matrixText(include: readonly Target[]): string {
  return JSON.stringify({ include });
}

function tooMany(found: string, most: string): UserError {
  return new UserError({
    what: `There are ${found}, but a matrix has at most ${most}.`,
    next: 'Split them by `config` or `environments` over several jobs.',
  });
}
