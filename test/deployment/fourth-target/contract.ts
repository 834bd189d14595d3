import { defineContract, type InputsOf, text } from '../../../src/contract/index.ts';
import { deploymentInputs, deploymentOutputs } from '../../../src/deployment/inputs.ts';

export const contract = defineContract({
  name: 'deploy-box',
  title: 'Deploy to a box',
  description: 'Deploy a container image to a box.',
  inputs: { service: text({ description: 'Name of the box.', required: true }), ...deploymentInputs },
  outputs: deploymentOutputs,
});

export type Inputs = InputsOf<typeof contract>;
