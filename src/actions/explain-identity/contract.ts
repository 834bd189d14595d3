import { defineJobContract, type InputsOf, text } from '../../contract/index.ts';

export const contract = defineJobContract({
  name: 'explain-identity',
  title: 'Explain the identity of a job',
  description: "Show what the job's OIDC token says of it, and the trust policy condition that would accept it.",
  inputs: {
    audience: text({ description: 'Whom the token is for.', default: 'sts.amazonaws.com' }),
  },
  outputs: {
    subject: 'The subject (`sub`) of the token.',
    claims: 'All claims as JSON. They are no secret; the token, which is one, is shown nowhere.',
    condition: 'The condition of a trust policy, as JSON, that would accept this job.',
  },
});

export type Inputs = InputsOf<typeof contract>;
