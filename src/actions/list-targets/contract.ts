import { defineJobContract, type InputsOf, lines } from '../../contract/index.ts';

/** Of the megabyte that the outputs of a job may have, counted in UTF-16. It goes to `strategy.matrix`, and is no input of a step. */
export const maxMatrixBytes = 400_000;

export const contract = defineJobContract({
  name: 'list-targets',
  title: 'List the environments of config files',
  description: 'Turn the environments of one or many config files into a matrix of deployments.',
  inputs: {
    config: lines({
      description: 'Config files, or globs such as `services/*/webapp.yml`.',
      default: 'webapp.yml',
    }),
    environments: lines({ description: 'Only environments of these names. Left out: all.' }),
  },
  outputs: {
    matrix:
      'JSON for `strategy.matrix`: `include` with app, config, environment, account-id, region and the inputs of deploy.yml for each environment.',
    count: 'How many environments there are; without any, a job with the matrix must be skipped.',
  },
  bounds: { matrix: { maxBytes: maxMatrixBytes } },
});

export type Inputs = InputsOf<typeof contract>;
