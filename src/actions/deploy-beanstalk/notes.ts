import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { Found } from '../../deployment/presence.ts';
import type { Section } from '../../report/report.ts';
import type { Inputs } from './contract.ts';
import { environmentType } from './environment-type.ts';
import type { Facts } from './observe.ts';
import { optionsAfter } from './options.ts';

/** What is worth knowing of the environment beside its configuration. */
export function notes(inputs: Inputs, observation: Found<Environment> & Facts): readonly Section[] {
  const type = environmentType(optionsAfter(inputs, observation));
  const isNew = !observation.service || environmentType(observation.options) !== type;
  return type === 'SingleInstance' && isNew ? [{ kind: 'note', text: singleInstance }] : [];
}

const singleInstance =
  'The environment is a single instance, without a load balancer: cheap, and meant for previews, tests and small sites. While a version is deployed it does not answer, unless the policy is Immutable, and it has no HTTPS of its own.';
