import { spawnSync } from 'node:child_process';
import { linter } from '../../support/machine.ts';

/** What AWS publishes about a type of CloudFormation's resources. */
export interface ResourceSchema {
  /** What CloudFormation's role must be allowed to make, read, change and delete one, with any of its properties. */
  readonly permissions: readonly string[];
  readonly tagging: { readonly tagOnCreate?: boolean; readonly tagProperty?: string };
  readonly properties: readonly string[];
}

/** The published schemas of resource types, which cfn-lint brings along. */
export function resourceSchemas(types: readonly string[]): Readonly<Record<string, ResourceSchema>> {
  const python = (linter('cfn-lint') ?? '').replace(/cfn-lint$/, 'python');
  const { stdout, stderr, status } = spawnSync(python, ['test/oracles/resource-schemas/permissions.py', ...types], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`The schemas cannot be read: ${stderr}`);
  return JSON.parse(stdout);
}
