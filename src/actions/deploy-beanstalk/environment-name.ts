import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';

/** The environment's name; fails when none or two are given. */
export function environmentName(inputs: Pick<Inputs, 'environmentName' | 'service'>): string {
  const { service } = inputs;
  const name = inputs.environmentName ?? service;
  if (name !== undefined && (service ?? name) === name) return name;
  throw new UserError({
    what: name === undefined ? 'No environment was named.' : '`environment-name` and `service` name two environments.',
    next: 'Give `environment-name`, or `service`, which means the same.',
  });
}
