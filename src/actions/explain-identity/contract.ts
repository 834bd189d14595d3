import { defineJobContract, type InputsOf, text } from '../../contract/index.ts';

export const contract = defineJobContract({
  name: 'explain-identity',
  title: 'Explain the identity of a job',
  description: "Show the claims of the job's OIDC token, and the trust policy condition that would accept the job.",
  inputs: {
    audience: text({ description: 'The audience (`aud`) of the token.', default: 'sts.amazonaws.com' }),
  },
  outputs: {
    subject: 'The subject (`sub`) of the token.',
    claims: 'All claims as JSON. The claims are no secret; the token is one, and is shown nowhere.',
    condition: 'The trust policy condition, as JSON, that would accept this job.',
  },
});

export type Inputs = InputsOf<typeof contract>;
