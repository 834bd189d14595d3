import { parseAccountId } from '../domain/account-id.ts';
import type { Contract, InputsOf } from './contract.ts';
import { flag, integer, text, value } from './scalars.ts';

/** Deadline of every action. */
export const deadlineInput = {
  'timeout-minutes': integer(
    { min: 1, max: 360 },
    { description: 'Deadline of the whole action; passing it is a failure.', default: '30' },
  ),
} as const;

/** The inputs of every action that takes some from the config file, and plans before it applies. */
const planningInputs = {
  config: text({ description: 'Path of the config file. Left out: `webapp.yml`, where it exists.' }),
  environment: text({
    description: "Name of the environment in the config file whose sections give this action's inputs.",
  }),
  'dry-run': flag({ description: 'Plan only: show what would change, and change nothing.', default: 'false' }),
  'expected-plan': text({ description: 'Apply only if the plan has this fingerprint.' }),
  ...deadlineInput,
} as const;

/** The inputs of every action that talks to AWS. */
export const commonInputs = {
  'aws-region': text({
    description: 'AWS region. Left out: the region of the environment in the config file, then `AWS_REGION`.',
  }),
  'role-to-assume': text({
    description:
      "ARN of the role that the job has taken on. With it, credentials are renewed by the job's OIDC token (`id-token: write`), also after their hour is over.",
  }),
  'expected-account-id': value('a 12-digit AWS account id', parseAccountId, {
    description: 'Stop before anything else unless the credentials belong to this AWS account.',
  }),
  ...planningInputs,
} as const;

/** The token for requests to GitHub. The runner fills it in, so workflows and config files need not contain it. */
export const gitHubTokenInput = {
  'github-token': text({
    description: "Token that asks GitHub: the job's own, or that of an app.",
    required: true,
    runnerDefault: '${{ github.token }}',
  }),
} as const;

/** The inputs of every action that talks to GitHub alone. */
export const gitHubInputs = { ...gitHubTokenInput, ...planningInputs } as const;

/** The values of the inputs that every action has. */
export type CommonInputs = InputsOf<Contract<typeof commonInputs>>;

/** The outputs of every action. */
export const commonOutputs = {
  changed: 'Whether anything was changed, or in a dry run would be.',
  plan: 'The plan as JSON; a long one with its first changes of each kind and the number of the others.',
  fingerprint: 'SHA-256 of the plan.',
  'outputs-folder':
    'Folder with a file for each output, named after it: the whole value, however long. It is deleted after the job.',
} as const;
