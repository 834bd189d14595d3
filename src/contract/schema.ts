import type { Contract } from './contract.ts';
import type { JsonSchema } from './field.ts';

/** Inputs that select the config file and its environment; inside the file they mean nothing. */
const outsideOnly = new Set(['config', 'environment']);

type Section = Pick<Contract, 'name' | 'description' | 'inputs'>;

/**
 * The JSON Schema of the config file (webapp.yml), for editors. `contracts` are the sections of actions, `workflow` is the
 * one that stands beside them.
 */
export function configSchema(contracts: readonly Section[], workflow: Section): JsonSchema {
  const configurable = contracts.filter(({ inputs }) => 'environment' in inputs);
  const sections = Object.fromEntries(configurable.map(({ name }) => [name, reference(name)]));
  const workflowSection = { [workflow.name]: reference(workflow.name) };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'aws-webapp-actions: the environments of a web app',
    type: 'object',
    additionalProperties: false,
    required: ['environments'],
    properties: {
      app: { type: 'string', description: 'Name of the app.' },
      ...workflowSection,
      defaults: { type: 'object', additionalProperties: false, properties: sections },
      environments: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          additionalProperties: false,
          properties: { ...environmentKeys, ...workflowSection, ...sections },
        },
      },
    },
    $defs: Object.fromEntries([workflow, ...configurable].map((section) => [section.name, sectionSchema(section)])),
  };
}

const environmentKeys = {
  'account-id': { type: 'string', pattern: '^\\d{12}$', description: 'AWS account; quote it.' },
  region: { type: 'string', description: 'AWS region.' },
  stack: { type: 'string', description: 'CloudFormation stack whose outputs ${stack:Key} refers to.' },
};

function reference(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

function sectionSchema({ inputs: all, description }: Section): JsonSchema {
  const inputs = Object.entries(all).filter(
    ([name, { runnerDefault }]) => !outsideOnly.has(name) && runnerDefault === undefined,
  );
  return {
    type: 'object',
    additionalProperties: false,
    description,
    properties: Object.fromEntries(
      inputs.map(([name, field]) => [name, { anyOf: [field.schema, anyReference], description: field.description }]),
    ),
  };
}

/** Any value may refer to the commit, to a stack output or to an environment variable. */
const anyReference = { type: 'string', pattern: '\\$\\{(commit|(stack|env):[^}]+)\\}' };
