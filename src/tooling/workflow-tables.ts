import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { replaceSection } from '../contract/documentation.ts';

/** The reusable workflows that users call. */
const workflows = ['deploy', 'promote', 'rollback', 'preview', 'deploy-many'] as const;

/** A page with the inputs and outputs of each reusable workflow in the sections that have its name. */
export function withWorkflowTables(page: string): string {
  return workflows.reduce((text, name) => {
    const { on } = parse(readFileSync(`.github/workflows/${name}.yml`, 'utf8')) as WorkflowFile;
    const { inputs, secrets = {}, outputs = {} } = on.workflow_call;
    const tables = [inputTable(inputs), namedTable('Secret', secrets), namedTable('Output', outputs)];
    return replaceSection(text, `${name}.yml`, tables.filter(Boolean).join('\n\n'));
  }, page);
}

interface WorkflowFile {
  readonly on: {
    readonly workflow_call: {
      readonly inputs: Readonly<Record<string, Input>>;
      readonly secrets?: Described;
      readonly outputs?: Described;
    };
  };
}

type Described = Readonly<Record<string, { readonly description: string }>>;

interface Input {
  readonly description: string;
  readonly type: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
}

function inputTable(inputs: Readonly<Record<string, Input>>): string {
  const rows = Object.entries(inputs).map(
    ([name, input]) => `| \`${name}\` | ${input.description} | ${input.type} | ${defaultCell(input)} |`,
  );
  return ['| Input | Meaning | Type | Default |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function namedTable(kind: string, named: Described): string {
  const rows = Object.entries(named).map(([name, { description }]) => `| \`${name}\` | ${description} |`);
  return rows.length === 0 ? '' : [`| ${kind} | Meaning |`, '| --- | --- |', ...rows].join('\n');
}

function defaultCell({ required, default: fallback }: Input): string {
  if (required) return '**required**';
  return fallback === undefined || fallback === '' ? '' : `\`${fallback}\``;
}
