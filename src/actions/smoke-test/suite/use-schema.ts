import type { JsonSchema } from '../../../contract/field.ts';

const value = { type: ['string', 'number', 'boolean'] };

/** An entry of `checks` that stands for the checks of a fragment. */
export const useSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['use'],
  properties: {
    use: {
      type: 'string',
      pattern: '\\.ya?ml$',
      description: 'A fragment: a file of checks, by its path from this file on.',
    },
    with: { type: 'object', additionalProperties: value, description: 'Values of its parameters.' },
  },
  description: 'Puts the checks of a fragment here.',
};

/** A file of checks for several suites. */
export const fragmentSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['checks'],
  properties: {
    description: { type: 'string', description: 'What the fragment is for.' },
    parameters: {
      type: 'object',
      additionalProperties: { type: [...value.type, 'null'] },
      description: 'Names with their defaults; without one, `with` has to give the value.',
    },
    checks: { type: 'array', items: { $ref: '#/$defs/check' }, description: 'The checks.' },
  },
  description: 'Checks with parameters, which suites use.',
};
