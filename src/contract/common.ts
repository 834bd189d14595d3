import type { Contract, InputsOf } from './contract.ts';
import { parsed, refused } from './field.ts';
import { flag, integer, text, value } from './scalars.ts';

/** The input of every action: no step goes on for ever. */
export const timeoutMinutes = integer(
  { min: 1, max: 360 },
  { description: 'Deadline of the whole action; passing it is a failure.', default: '30' },
);

/** The inputs of every action that talks to AWS. */
export const commonInputs = {
  'aws-region': text({
    description: 'AWS region. Left out: the region of the environment in the config file, then `AWS_REGION`.',
  }),
  'expected-account-id': value('a 12-digit AWS account id', parseAccountId, {
    description: 'Stop before anything else unless the credentials belong to this AWS account.',
  }),
  config: text({ description: 'Path of the config file. Left out: `webapp.yml`, where it exists.' }),
  environment: text({
    description: "Name of the environment in the config file whose sections give this action's inputs.",
  }),
  'dry-run': flag({ description: 'Plan only: show what would change, and change nothing.', default: 'false' }),
  'expected-plan': text({ description: 'Apply only if the plan has this fingerprint.' }),
  'timeout-minutes': timeoutMinutes,
} as const;

/** The values of the inputs that every action has. */
export type CommonInputs = InputsOf<Contract<typeof commonInputs>>;

/** The outputs of every action that talks to AWS. */
export const commonOutputs = {
  changed: 'Whether anything was changed, or in a dry run would be.',
  plan: 'The plan as JSON.',
  fingerprint: 'SHA-256 of the plan.',
} as const;

function parseAccountId(given: string) {
  return /^\d{12}$/.test(given) ? parsed(given) : refused('it is not 12 digits (quote it in YAML)');
}
