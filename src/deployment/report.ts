import type { UserError } from '../errors.ts';
import type { Report, Section } from '../report/report.ts';
import type { DeployChange } from './change.ts';
import type { Outcome } from './deploy.ts';

/** A service as every target's outputs and summary tell of it; what is not known (yet) is undefined. */
export interface Deployed {
  readonly name: string;
  readonly arn: string;
  readonly image: string | undefined;
  readonly url: string | undefined;
  readonly consoleUrl: string;
  readonly logsUrl: string | undefined;
}

interface Told {
  /** "Deploy clinic-dev to App Runner" */
  readonly title: string;
  readonly before: Deployed | undefined;
  /** What the inputs ask for. */
  readonly wantedImage: string | undefined;
  /** Whether what is deployed is older than what serves. */
  readonly isRollback: boolean;
  readonly changes: readonly DeployChange[];
}

/** The outputs and the report of a deployment; without an outcome, of its plan. */
export function reportOf(
  told: Told,
  outcome: Outcome<unknown> | undefined,
  after: Deployed | undefined,
): {
  readonly outputs: ReturnType<typeof outputsOf>;
  readonly report: Report;
  readonly failure: UserError | undefined;
} {
  return {
    outputs: outputsOf(told, outcome, after),
    report: {
      title: told.title,
      ...ending(told, outcome),
      facts: factsOf(told, outcome, after),
      sections: [...fieldTables(told.changes), ...logSections(outcome)],
    },
    failure: outcome?.failure,
  };
}

function outputsOf({ before, wantedImage, changes }: Told, outcome: Outcome<unknown> | undefined, after?: Deployed) {
  const service = after ?? before;
  return {
    'service-arn': service?.arn,
    'service-url': service?.url,
    'console-url': service?.consoleUrl,
    'logs-url': service?.logsUrl,
    image: service?.image ?? wantedImage,
    'previous-image': before?.image,
    'operation-id': outcome?.operationId,
    status: statusOf(changes, outcome),
    'rolled-back': outcome?.rolledBack ?? false,
    'duration-seconds': Math.round(outcome?.ended?.seconds ?? 0),
  };
}

function statusOf(changes: readonly DeployChange[], outcome: Outcome<unknown> | undefined): string {
  if (changes.length === 0) return 'unchanged';
  if (outcome === undefined) return 'planned';
  // A later change could not be begun, after an earlier one had succeeded.
  if (outcome.failure && outcome.ended?.verdict === 'succeeded') return 'failed';
  return outcome.ended?.status ?? (outcome.operationId === undefined ? 'unchanged' : 'unknown');
}

function ending({ changes, isRollback }: Told, outcome: Outcome<unknown> | undefined) {
  if (outcome?.failure) return { status: 'failed', result: outcome.failure.message } as const;
  if (changes.length === 0)
    return { status: 'unchanged', result: 'The service runs this image with this configuration already.' } as const;
  const kinds = changes.map(({ kind }) => kind).join(' and ');
  const rollback = isRollback ? ' It is a rollback: it is older than what served before.' : '';
  if (outcome === undefined) return { status: 'planned', result: `Would ${kinds} the service.${rollback}` } as const;
  return { status: 'succeeded', result: `Done (${kinds}): the new configuration serves.${rollback}` } as const;
}

function factsOf(
  { before, wantedImage }: Told,
  outcome: Outcome<unknown> | undefined,
  after: Deployed | undefined,
): Report['facts'] {
  const service = after ?? before;
  const ended = outcome?.ended;
  const image = service?.image ?? wantedImage;
  return [
    ...(service?.url ? ([['Service', { text: service.name, url: service.url }]] as const) : []),
    ...(image ? ([['Image', image]] as const) : []),
    ...(before?.image ? ([['Image before', before.image]] as const) : []),
    ...(ended
      ? ([['Operation', `${ended.operationId} ${ended.status} in ${Math.round(ended.seconds)} s`]] as const)
      : []),
    ...(service ? ([['Console', { text: service.name, url: service.consoleUrl }]] as const) : []),
  ];
}

function fieldTables(changes: readonly DeployChange[]): readonly Section[] {
  const rows = changes.flatMap(({ fields }) => fields.map(({ field, before, after }) => [field, before, after]));
  return rows.length === 0
    ? []
    : [{ kind: 'table', title: 'Configuration', columns: ['Field', 'Before', 'After'], rows }];
}

function logSections(outcome: Outcome<unknown> | undefined): readonly Section[] {
  return (outcome?.diagnostics?.logs ?? []).map(({ title, lines }) => ({ kind: 'log', title, lines }));
}
