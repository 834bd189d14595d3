import type { ImagesFacts } from '../../../src/deployment/image.ts';
import type { Target } from '../../../src/deployment/target.ts';
import { type BoxConfiguration, fields, wanted } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { facts, presence } from './observe.ts';
import type { Box, Platform } from './platform.ts';
import { rollout } from './rollout.ts';

/** A real target would name its port under `needs`; a box is at hand. */
export function boxes(platform: Platform): Target<Inputs, 'ecr', Box, ImagesFacts, BoxConfiguration> {
  return {
    ...{ action: 'deploy-box', platform: 'a box', noun: 'box', needs: ['ecr'], needsImage: () => true },
    identify: ({ service }) => ({ name: service, inputs: '`service`' }),
    presence: () => presence(platform),
    tags: async () => ({}),
    facts,
    roles: () => [],
    present: ({ service }) => service,
    wanted: (inputs, { service }) => wanted(inputs, service),
    fields,
    imageDemands: () => ({ platform: 'linux/amd64', index: true, sameRegion: false }),
    problems: (_, __, { environment }) => (environment['ROOT'] ? ['A box does not take the variable ROOT.'] : []),
    rollout: (step) =>
      rollout({ name: step.inputs.service, before: step.observation.service, wanted: step.wanted }, platform),
    describe: ({ arn, name, image }) => ({
      ...{
        arn,
        name,
        image,
        url: `https://${name}.example`,
        consoleUrl: 'https://console.example',
        logsUrl: undefined,
      },
    }),
  };
}
