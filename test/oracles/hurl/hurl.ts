import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Assertion, type Scenario, variables } from './assertion.ts';

/** Whether each assertion of a scenario holds, as Hurl judges it; undefined where it has no verdict. */
export async function hurlVerdicts(scenario: Scenario, url: string): Promise<readonly (boolean | undefined)[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hurl-'));
  try {
    const file = join(folder, 'scenario.hurl');
    const head = [
      `GET {{url}}/${scenario.name}`,
      '[Options]',
      `location: ${scenario.follow ?? false}`,
      'compressed: true',
    ];
    const lines = [...head, 'HTTP *', '[Asserts]', ...scenario.assertions.map(hurlOf)];
    await writeFile(file, `${lines.join('\n')}\n`);
    return await judged(file, url, lines.length - scenario.assertions.length + 1);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function hurlOf(assertion: Assertion): string {
  return 'hurl' in assertion ? assertion.hurl : assertion[0];
}

/** What Hurl's JSON report says of the lines from `first` on. */
async function judged(file: string, url: string, first: number): Promise<readonly (boolean | undefined)[]> {
  const given = Object.entries({ ...variables, url }).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
  const ended = await promisify(execFile)('hurl', ['--json', ...given, file]).catch(
    (error: { stdout?: string }) => error,
  );
  const report = JSON.parse(ended.stdout ?? '') as HurlReport;
  const lines = new Map(report.entries.flatMap(({ asserts }) => asserts).map(({ line, success }) => [line, success]));
  const count = Math.max(...lines.keys()) - first + 1;
  return Array.from({ length: count }, (_, at) => lines.get(first + at));
}

interface HurlReport {
  readonly entries: readonly { readonly asserts: readonly { readonly line: number; readonly success: boolean }[] }[];
}
