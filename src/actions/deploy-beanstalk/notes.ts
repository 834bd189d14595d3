import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { Found } from '../../deployment/presence.ts';
import type { Section } from '../../report/report.ts';
import { tierOf } from './balancer.ts';
import type { Inputs } from './contract.ts';
import { environmentType } from './environment-type.ts';
import type { Facts } from './observe.ts';
import { option, optionsAfter } from './options.ts';

/** What is worth knowing of the environment beside its configuration. */
export function notes(inputs: Inputs, observation: Found<Environment> & Facts): readonly Section[] {
  const { service, options } = observation;
  const after = optionsAfter(inputs, observation);
  const isSingle = environmentType(after) === 'SingleInstance';
  const isNewSingle = isSingle && (!service || environmentType(options) !== 'SingleInstance');
  const isNewListener = inputs.certificate !== undefined && !hasListener(options);
  return [
    ...(tierOf(inputs, observation) === 'Worker' ? [worker] : []),
    ...(isNewSingle ? [singleInstance] : []),
    ...(isNewListener ? [plainHttp] : []),
  ].map((text) => ({ kind: 'note', text }));
}

function hasListener(options: Parameters<typeof option>[0]): boolean {
  return ['aws:elbv2:listener:443', 'aws:elb:listener:443'].some(
    (namespace) => option(options, namespace, 'ListenerEnabled') === 'true',
  );
}

const worker =
  'The environment is a worker: it works on the messages of its queue and has no URL, so `service-url` stays empty and no smoke test can ask it. Its health tells whether it works.';

const singleInstance =
  'The environment is a single instance, without a load balancer: cheap, and meant for previews, tests and small sites. While a version is deployed it does not answer, unless the policy is Immutable, and it has no HTTPS of its own.';

const plainHttp =
  'Port 80 goes on answering over HTTP. Let the app send users on to HTTPS where the header X-Forwarded-Proto says http, or take the listener off with `aws:elbv2:listener:default:ListenerEnabled=false`.';
