import { pascalCase } from './united-policy.ts';

/** A file of a new action, with its path from the repository's root. */
export interface ActionFile {
  readonly path: string;
  readonly content: string;
}

/** An action that works, to be changed into what is wanted: it writes the outputs of a CloudFormation stack into a file. */
export function actionFiles(name: string): readonly ActionFile[] {
  const code = { contract, observe, plan, apply, report, index };
  return [
    ...Object.entries(code).map(([file, content]) => ({
      path: `src/actions/${name}/${file}.ts`,
      content: content(name),
    })),
    { path: `actions/${name}/README.md`, content: readme(name) },
    { path: `actions/${name}/iam-policy.json`, content: policy },
    { path: `actions/${name}/iam-policy-dry-run.json`, content: policy },
    { path: `test/actions/${name}/${name}.test.ts`, content: test(name) },
  ];
}

const contract = (name: string) => `import { defineContract, type InputsOf, text } from '../../contract/index.ts';

export const contract = defineContract({
  name: '${name}',
  title: '${sentence(name)}',
  description: 'Write the outputs of a CloudFormation stack into a JSON file.',
  inputs: {
    stack: text({ description: 'CloudFormation stack.', default: 'webapp' }),
    file: text({ description: 'JSON file to write, relative to the workspace.', default: 'outputs.json' }),
  },
  outputs: { count: 'How many outputs the stack has.' },
});

export type Inputs = InputsOf<typeof contract>;
`;

const observe = () => `import { resolve } from 'node:path';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import type { Inputs } from './contract.ts';

/** What the file is to hold, and what it holds now. */
export interface Observation {
  readonly path: string;
  readonly wanted: ReadonlyMap<string, string>;
  readonly present: string | undefined;
}

export async function observe(
  { stack, file }: Inputs,
  { cloudFormation, files }: Pick<ReadPorts, 'cloudFormation' | 'files'>,
  { run, signal }: Context,
): Promise<Observation> {
  const wanted = await cloudFormation.stackOutputs(stack, signal);
  const exists = (await files.filesBelow(run.workspace)).includes(file);
  const path = resolve(run.workspace, file);
  return { path, wanted, present: exists ? await files.text(path) : undefined };
}
`;

const plan = () => `import type { Change, Plan } from '../../domain/plan.ts';
import { contract, type Inputs } from './contract.ts';
import type { Observation } from './observe.ts';

export interface WriteFile extends Change {
  readonly kind: 'write';
  readonly content: string;
}

export function plan({ stack, file }: Inputs, { wanted, present }: Observation): Plan<WriteFile> {
  const content = \`\${JSON.stringify(Object.fromEntries(wanted), null, 2)}\\n\`;
  const changes = content === present ? [] : [{ kind: 'write', resource: file, content } as const];
  return { action: contract.name, target: stack, changes };
}
`;

const apply = () => `import type { Step } from '../../lifecycle/action.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import type { WriteFile } from './plan.ts';

/** Returns how many files were written. */
export async function apply(
  { observation, plan }: Step<typeof contract, Observation, WriteFile>,
  { files }: Pick<Ports, 'files'>,
): Promise<number> {
  for (const { content } of plan.changes) await files.writer.write(observation.path, content);
  return plan.changes.length;
}
`;

const report = () => `import type { Conclusion, Step } from '../../lifecycle/action.ts';
import { counted } from '../../report/counted.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import type { WriteFile } from './plan.ts';

export function report(
  { inputs, observation: { wanted }, plan }: Step<typeof contract, Observation, WriteFile>,
  written: number | undefined,
): Conclusion<typeof contract> {
  const ending = written === undefined ? 'planned' : 'succeeded';
  return {
    outputs: { count: wanted.size },
    report: {
      title: \`Outputs of \${inputs.stack}\`,
      status: plan.changes.length === 0 ? 'unchanged' : ending,
      result: \`\${counted(wanted.size, 'output')} in \${inputs.file}.\`,
      facts: [],
      sections: [{ kind: 'table', title: 'Outputs', columns: ['Output', 'Value'], rows: [...wanted] }],
    },
  };
}
`;

const index = () => `import { defineAction } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({ contract, needs: ['cloudFormation', 'files'], observe, plan, apply, report });
`;

const readme = (name: string) => `# ${name}

Writes the outputs of a CloudFormation stack into a JSON file.

\`\`\`yaml
- uses: aws-webapp-actions/aws-webapp-actions/actions/${name}@v1
  with:
    stack: webapp
\`\`\`

## Inputs

<!-- BEGIN inputs -->
<!-- END inputs -->

## Outputs

<!-- BEGIN outputs -->
<!-- END outputs -->

## Permissions

[iam-policy.json](iam-policy.json) is all it needs; [iam-policy-dry-run.json](iam-policy-dry-run.json) is enough for a dry run.
`;

const policy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadStackOutputs",
      "Effect": "Allow",
      "Action": "cloudformation:DescribeStacks",
      "Resource": "arn:\${AWS::Partition}:cloudformation:\${AWS::Region}:\${AWS::AccountId}:stack/\${StackName}/*"
    }
  ]
}
`;

const test = (name: string) => `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { action } from '../../../src/actions/${name}/index.ts';
import { accountId, failureOf, policyOf, region, type Stage, startStage } from '../../support/action.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage(action);
  stage.cloud.cloudFormation.stack({ accountId, region, name: 'webapp', outputs: { SiteBucket: 'site' } });
});
afterAll(() => stage.close());

const file = () => readFileSync(join(stage.workspace, 'outputs.json'), 'utf8');

test('a dry run shows what it would write, and writes nothing', async () => {
  const { outputs, report } = await stage.run({ 'dry-run': 'true' });
  expect(outputs).toMatchObject({ changed: true, count: 1 });
  expect(report.status).toBe('planned');
  expect(file).toThrow('ENOENT');
});

test('writes the outputs with its own permissions, and has nothing to do afterwards', async () => {
  const as = stage.caller(policyOf('${name}', { StackName: 'webapp' }));
  expect((await stage.run({}, { as })).report.status).toBe('succeeded');
  expect(JSON.parse(file())).toEqual({ SiteBucket: 'site' });
  expect(await stage.run({}, { as })).toMatchObject({ outputs: { changed: false }, report: { status: 'unchanged' } });
});

test('a stack that is not there fails with its name', async () => {
  expect(await failureOf(stage.run({ stack: 'other' }))).toContain('CloudFormation stack other');
});
`;

/** "sync-spa-s3" as "Sync spa s3" */
function sentence(name: string): string {
  return pascalCase(name.split('-')[0] ?? '') + name.slice(name.indexOf('-')).replaceAll('-', ' ');
}
