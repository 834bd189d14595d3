import { readdirSync, readFileSync } from 'node:fs';
import { actions } from '../actions/index.ts';
import { suiteSchema } from '../actions/smoke-test/suite/suite.ts';
import { workflow } from '../config/workflow.ts';
import { actionYml } from '../contract/action-yml.ts';
import { inputTable, outputTable, replaceSection } from '../contract/documentation.ts';
import type { Contract } from '../contract/index.ts';
import { configSchema } from '../contract/schema.ts';
import { accountTemplate } from './account-template.ts';
import { errorPage } from './error-table.ts';
import { jobPermissions } from './job-permissions.ts';
import { unitedPolicy } from './united-policy.ts';
import { withWorkflowTables } from './workflow-tables.ts';

/** A file that a contract decides, and the text it must have. */
export interface GeneratedFile {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly content: string;
}

/** All generated files as they should be, made in memory from the registry's contracts. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const contracts = await Promise.all(
    Object.values(actions).map(async (load) => (await load()).action.contract as Contract),
  );
  return [
    ...contracts.flatMap(actionFiles),
    workflowGuide('docs/workflows.md'),
    schemaFile('webapp.schema.json', configSchema(contracts, workflow)),
    // The chain is also the action of the repository's root.
    ...contracts.filter(({ name }) => name === 'deploy').map(rootAction),
    ...['iam-policy.json', 'iam-policy-dry-run.json'].map((file) =>
      schemaFile(`actions/deploy/${file}`, unitedPolicy(file)),
    ),
    schemaFile('actions/smoke-test/suite.schema.json', suiteSchema()),
    accountTemplate(),
    identityGuide('docs/identity.md'),
    { path: 'docs/errors.md', content: errorPage() },
  ];
}

function workflowGuide(path: string): GeneratedFile {
  return { path, content: withWorkflowTables(readFileSync(path, 'utf8')) };
}

function identityGuide(path: string): GeneratedFile {
  return { path, content: replaceSection(readFileSync(path, 'utf8'), 'permissions', jobPermissions()) };
}

function schemaFile(path: string, schema: object): GeneratedFile {
  return { path, content: `${JSON.stringify(schema, null, 2)}\n` };
}

/** The stub of an action: what its action.yml starts. */
export function stub(name: string): string {
  return `import { main } from './index.js';\nawait main('${name}');\n`;
}

function actionFiles(contract: Contract): readonly GeneratedFile[] {
  const folder = `actions/${contract.name}`;
  return [
    { path: `${folder}/action.yml`, content: actionYml(contract, `../../dist/${contract.name}.js`) },
    { path: `${folder}/README.md`, content: readme(`${folder}/README.md`, contract) },
    { path: `dist/${contract.name}.js`, content: stub(contract.name) },
  ];
}

function rootAction(contract: Contract): GeneratedFile {
  return { path: 'action.yml', content: actionYml(contract, `dist/${contract.name}.js`) };
}

function readme(path: string, contract: Contract): string {
  const withInputs = replaceSection(readFileSync(path, 'utf8'), 'inputs', inputTable(contract));
  return replaceSection(withInputs, 'outputs', outputTable(contract));
}

/** Folders below `actions/` that no action of the registry owns. */
export function orphanedFolders(): readonly string[] {
  return readdirSync('actions').filter((name) => !(name in actions));
}
