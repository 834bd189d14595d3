import type { Contract } from './contract.ts';
import type { JsonSchema } from './field.ts';

/** Inputs that say where the config file is; they make no sense inside it. */
const outsideOnly = new Set(['config', 'environment']);

/** The JSON Schema of the config file (webapp.yml), for editors. */
export function configSchema(contracts: readonly Contract[]): JsonSchema {
  const sections = Object.fromEntries(
    contracts.map((contract) => [contract.name, { $ref: `#/$defs/${contract.name}` }]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'aws-webapp-actions: the environments of a web app',
    type: 'object',
    additionalProperties: false,
    required: ['environments'],
    properties: {
      app: { type: 'string', description: 'Name of the app.' },
      defaults: { type: 'object', additionalProperties: false, properties: sections },
      environments: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          additionalProperties: false,
          properties: { ...environmentKeys, ...sections },
        },
      },
    },
    $defs: Object.fromEntries(contracts.map((contract) => [contract.name, sectionSchema(contract)])),
  };
}

const environmentKeys = {
  'account-id': { type: 'string', pattern: '^\\d{12}$', description: 'AWS account; quote it.' },
  region: { type: 'string', description: 'AWS region.' },
  stack: { type: 'string', description: 'CloudFormation stack whose outputs ${stack:Key} refers to.' },
};

function sectionSchema(contract: Contract): JsonSchema {
  const inputs = Object.entries(contract.inputs).filter(
    ([name, { runnerDefault }]) => !outsideOnly.has(name) && runnerDefault === undefined,
  );
  return {
    type: 'object',
    additionalProperties: false,
    description: contract.description,
    properties: Object.fromEntries(
      inputs.map(([name, field]) => [name, { anyOf: [field.schema, reference], description: field.description }]),
    ),
  };
}

/** Any value may be a reference to a stack output or to an environment variable. */
const reference = { type: 'string', pattern: '\\$\\{(stack|env):[^}]+\\}' };
