import type { Service } from '../../aws/apprunner.ts';
import { consoleUrl, logsUrl, serviceOrigin } from '../../domain/service-url.ts';
import type { Section } from '../../report/report.ts';
import type { Step } from '../action.ts';
import type { Outcome } from './apply.ts';
import type { contract } from './contract.ts';
import { logGroup } from './dossier.ts';
import type { Observation } from './observe.ts';
import { type DeployChange, wantedConfiguration } from './plan.ts';

export function report(
  { inputs, observation, plan }: Step<typeof contract, Observation, DeployChange>,
  outcome: Outcome | undefined,
) {
  const before = observation.service;
  const service = outcome?.service ?? before;
  const wanted = wantedConfiguration(inputs, before?.configuration).image;
  const status = statusOf(plan.changes, outcome);
  return {
    outputs: {
      ...(service ? addresses(service) : {}),
      image: service?.configuration.image ?? wanted,
      'previous-image': before?.configuration.image,
      'operation-id': outcome?.operationId,
      status,
      'rolled-back': outcome?.rolledBack ?? false,
      'duration-seconds': Math.round(outcome?.ended?.seconds ?? 0),
    },
    report: {
      title: `Deploy ${inputs.service} to App Runner`,
      ...ending(plan.changes, outcome),
      facts: [
        ...(service ? ([['Service', { text: service.name, url: serviceOrigin(service.host) }]] as const) : []),
        ['Image', service?.configuration.image ?? wanted],
        ...(before ? ([['Image before', before.configuration.image]] as const) : []),
        ...(outcome?.ended
          ? ([
              [
                'Operation',
                `${outcome.ended.operationId} ${outcome.ended.status} in ${Math.round(outcome.ended.seconds)} s`,
              ],
            ] as const)
          : []),
        ...(service ? ([['Console', { text: service.name, url: consoleUrl(service.arn) }]] as const) : []),
      ] as const,
      sections: [...fieldTables(plan.changes), ...dossierSections(outcome)],
    },
    failure: outcome?.failure,
  };
}

function addresses({ arn, host }: Service) {
  return {
    'service-arn': arn,
    'service-url': serviceOrigin(host),
    'console-url': consoleUrl(arn),
    'logs-url': logsUrl(arn, logGroup(arn, 'application')),
  };
}

function statusOf(changes: readonly DeployChange[], outcome: Outcome | undefined): string {
  if (changes.length === 0) return 'unchanged';
  if (outcome === undefined) return 'planned';
  return outcome.ended?.status ?? 'unknown';
}

function ending(changes: readonly DeployChange[], outcome: Outcome | undefined) {
  if (outcome?.failure) return { status: 'failed', result: outcome.failure.message } as const;
  if (changes.length === 0)
    return { status: 'unchanged', result: 'The service runs this image with this configuration already.' } as const;
  const kinds = changes.map(({ kind }) => kind).join(' and ');
  if (outcome === undefined) return { status: 'planned', result: `Would ${kinds} the service.` } as const;
  return { status: 'succeeded', result: `Done (${kinds}): the new configuration serves.` } as const;
}

function fieldTables(changes: readonly DeployChange[]): readonly Section[] {
  const rows = changes.flatMap(({ fields }) => fields.map(({ field, before, after }) => [field, before, after]));
  return rows.length === 0
    ? []
    : [{ kind: 'table', title: 'Configuration', columns: ['Field', 'Before', 'After'], rows }];
}

function dossierSections(outcome: Outcome | undefined): readonly Section[] {
  if (!outcome?.dossier) return [];
  return [
    { kind: 'log', title: 'Events of the service', lines: outcome.dossier.events },
    { kind: 'log', title: 'Application log', lines: outcome.dossier.application },
  ];
}
