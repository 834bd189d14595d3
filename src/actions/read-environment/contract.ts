import { defineJobContract, type InputsOf, text } from '../../contract/index.ts';

export const contract = defineJobContract({
  name: 'read-environment',
  title: 'Read an environment of the config file',
  description:
    'Give the build variables of an environment, and the sections that it has, to a job without credentials.',
  inputs: {
    config: text({ description: 'Path of the config file.', default: 'webapp.yml' }),
    name: text({ description: 'Name of the environment.', required: true }),
  },
  outputs: {
    'build-env': 'The variables of `build-env` in the section `workflow`, one `NAME=value` per line.',
    sections: 'Names of the sections that the environment has, or `defaults`, one per line.',
  },
});

export type Inputs = InputsOf<typeof contract>;
