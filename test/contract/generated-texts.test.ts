import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { describe, expect, test } from '@jest/globals';
import { parse as parseYaml } from 'yaml';
import { actions } from '../../src/actions/index.ts';
import { actionYml } from '../../src/contract/action-yml.ts';
import { inputTable, outputTable, replaceSection } from '../../src/contract/documentation.ts';
import { defineContract, defineGitHubContract, integer, text } from '../../src/contract/index.ts';

const hostile = defineContract({
  name: 'try-it',
  title: 'Try "it": a #1 [action] {here}',
  description: 'Says: "yes" & `no` | maybe\nand \\ more ${{ nothing }} — ✓',
  inputs: {
    bucket: text({ description: '- not: a list | nor "a table"', required: true }),
    days: integer({ min: 1, max: 9 }, { description: 'So many.', default: '3' }),
    note: text({ description: 'Left out.', default: '' }),
  },
  outputs: { 'release-id': '*starred*: yes' },
  post: true,
});

describe('action.yml', () => {
  test.each(
    Object.keys(actions),
  )('%s: GitHub takes it, it runs on node24, and says every input and output', async (name) => {
    const contract = (await actions[name]?.())?.action.contract;
    if (!contract) throw new Error(`No action ${name}.`);
    const source = actionYml(contract, `../../dist/${name}.js`);
    expect(mistakes(source)).toEqual([]);
    const action = parseYaml(source) as ActionFile;
    expect(action.runs).toMatchObject({ using: 'node24', main: `../../dist/${name}.js` });
    expect(Object.keys(action.inputs)).toEqual(Object.keys(contract.inputs));
    expect(Object.keys(action.outputs)).toEqual(Object.keys(contract.outputs));
  });

  test('GitHub would refuse what is not an action', () => {
    expect(mistakes('name: x\nruns: { using: node24 }\n')).not.toEqual([]);
  });

  test('any text survives quoting', () => {
    const action = parseYaml(actionYml(hostile, 'dist/try-it.js')) as ActionFile;
    expect(action).toMatchObject({ name: hostile.title, description: hostile.description });
    expect(action.outputs['release-id']?.description).toBe('*starred*: yes');
  });

  test('defaults are told, but never set: GitHub would put them before the config file', () => {
    const { inputs } = parseYaml(actionYml(hostile, 'dist/try-it.js')) as ActionFile;
    expect(inputs['days']).toEqual({ description: 'So many. Default: `3`.', required: false });
    expect(inputs['note']).toEqual({ description: 'Left out.', required: false });
    expect(inputs['bucket']?.description).toMatch(/Required, here or in the config file\.$/);
  });

  test('what only the runner knows is set, and told as it is written', () => {
    const contract = defineGitHubContract({ ...hostile, inputs: {} });
    const { inputs } = parseYaml(actionYml(contract, 'dist/try-it.js')) as ActionFile;
    expect(inputs['github-token']).toMatchObject({ required: false, default: '${{ github.token }}' });
    expect(inputs['github-token']?.description).not.toMatch(/Required/);
    expect(inputTable(contract)).toContain('| a text | `${{ github.token }}` |');
  });

  test('a post phase only where the action has one', () => {
    expect((parseYaml(actionYml(hostile, 'dist/try-it.js')) as ActionFile).runs).toMatchObject({
      post: 'dist/try-it.js',
    });
    expect((parseYaml(actionYml({ ...hostile, post: false }, 'x.js')) as ActionFile).runs).not.toHaveProperty('post');
  });
});

describe('README tables', () => {
  test('each input has one row of four cells, whatever its texts hold', () => {
    const rows = inputTable(hostile).split('\n').slice(2);
    expect(rows).toHaveLength(Object.keys(hostile.inputs).length);
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(6);
    expect(rows[0]).toBe('| `bucket` | - not: a list \\| nor "a table" | a text | **required** |');
    expect(rows[1]).toBe('| `days` | So many. | a whole number from 1 to 9 | `3` |');
  });

  test('each output has one row', () => {
    expect(outputTable(hostile)).toContain('| `release-id` | *starred*: yes |');
  });

  test('only what stands between the marks is replaced, and a missing mark is an error', () => {
    const page = 'before\n<!-- BEGIN inputs -->\nold\n<!-- END inputs -->\nafter\n';
    expect(replaceSection(page, 'inputs', 'new')).toBe(
      'before\n<!-- BEGIN inputs -->\n\nnew\n\n<!-- END inputs -->\nafter\n',
    );
    expect(() => replaceSection(page, 'outputs', 'new')).toThrow('No section <!-- BEGIN outputs -->');
  });
});

interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly required: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}

/** What GitHub's own parser finds wrong with an action file. */
function mistakes(content: string): readonly string[] {
  const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}
