import type { UserError } from '../errors.ts';
import { counted } from '../report/counted.ts';
import { duration } from '../report/duration.ts';
import { imageLink } from '../report/links.ts';
import type { Cell, Report, Section, Trouble } from '../report/report.ts';
import type { DeploymentChange } from './change.ts';
import type { Deployed } from './deployed.ts';
import type { Outcome } from './deployment.ts';

/** A deployment as it is reported, whether it was carried out or only planned. */
interface Reported {
  readonly before: Deployed | undefined;
  readonly after: Deployed | undefined;
  readonly wantedImage: string | undefined;
  readonly sizes?: string | undefined;
  /** Whether what is deployed is older than what was there before. */
  readonly isRollback: boolean;
  /** Variables that stay though the inputs do not name them. */
  readonly unnamedVariables: readonly string[];
  readonly changes: readonly DeploymentChange[];
  /** Undefined: only planned. */
  readonly outcome: Outcome<unknown> | undefined;
}

/** The outputs and the report of a deployment; without an outcome, of its plan. */
export function reportOf(
  title: string,
  reported: Reported,
): {
  readonly outputs: ReturnType<typeof outputsOf>;
  readonly report: Report;
  readonly failure: UserError | undefined;
} {
  const { changes, unnamedVariables, outcome } = reported;
  return {
    outputs: outputsOf(reported),
    report: {
      title,
      ...ending(reported),
      ...(outcome?.failure && { trouble: troubleOf(reported, outcome) }),
      facts: factsOf(reported),
      sections: [
        ...fieldTables(changes),
        ...unnamedNote(unnamedVariables),
        ...reachNote(reported),
        ...logSections(outcome),
      ],
    },
    failure: outcome?.failure,
  };
}

function outputsOf(reported: Reported) {
  const { before, after, sizes, changes, outcome } = reported;
  const service = after ?? before;
  return {
    'service-arn': service?.arn,
    'service-url': service?.url,
    'console-url': service?.consoleUrl,
    'logs-url': service?.logsUrl,
    image: imageNow(reported),
    'previous-image': before?.image,
    sizes,
    // An operation that is listed late gets its final id only in the end.
    'operation-id': outcome?.ended?.operationId ?? outcome?.operationId,
    status: statusOf(changes, outcome),
    'rolled-back': outcome?.rolledBack ?? false,
    'duration-seconds': Math.round(outcome?.ended?.seconds ?? 0),
  };
}

/** What runs after a deployment may be nothing that is known, or nothing; the image that is wanted stands for what cannot be seen. */
function imageNow({ before, after, wantedImage, outcome }: Reported): string | undefined {
  if (outcome?.state === 'unseen') return wantedImage;
  return after ? after.image : (before?.image ?? (outcome?.failure ? undefined : wantedImage));
}

function statusOf(changes: readonly DeploymentChange[], outcome: Outcome<unknown> | undefined): string {
  if (outcome?.state === 'unwell') return 'unhealthy';
  if (changes.length === 0) return outcome?.failure ? 'unknown' : 'unchanged';
  if (outcome === undefined) return 'planned';
  // A later change could not be begun, after an earlier one had succeeded.
  if (outcome.failure && outcome.state !== 'unseen' && outcome.ended?.verdict === 'succeeded') return 'failed';
  if (outcome.operationId !== undefined) return outcome.ended?.status ?? 'unknown';
  return outcome.failure ? 'failed' : 'unchanged';
}

function ending({ changes, isRollback, outcome }: Reported) {
  if (outcome?.failure) return { status: 'failed', result: outcome.failure.message } as const;
  if (changes.length === 0)
    return { status: 'unchanged', result: 'The service runs this image with this configuration already.' } as const;
  const kinds = changes.map(({ kind }) => kind).join(' and ');
  const rollback = isRollback ? ' It is a rollback: what is deployed is older than what ran before.' : '';
  const what = changedFields(changes);
  if (outcome === undefined) {
    const fields = what === '' ? '' : `: ${what}`;
    return { status: 'planned', result: `Would ${kinds} the service${fields}.${rollback}` } as const;
  }
  const changed = what === '' ? '' : ` Changed: ${what}.`;
  return { status: 'succeeded', result: `Done (${kinds}): the new configuration runs.${changed}${rollback}` } as const;
}

const maxSettings = 4;

/** "image, 2 variables and memory": what an update changes. */
function changedFields(changes: readonly DeploymentChange[]): string {
  const updates = changes.filter(({ kind }) => kind === 'update' || kind === 'attach');
  const names = updates.flatMap(({ fields }) => fields.map(({ field }) => field));
  const of = (prefix: string, noun: string) => {
    const count = names.filter((name) => name.startsWith(`${prefix} `)).length;
    return count === 0 ? [] : [counted(count, noun)];
  };
  const image = names.filter((name) => name === 'image');
  const settings = names.filter((name) => name !== 'image' && !/^(?:env|secret|tag) /.test(name));
  const parts = [
    ...[...image, ...of('env', 'variable'), ...of('secret', 'secret'), ...of('tag', 'tag')],
    ...(settings.length > maxSettings ? [counted(settings.length, 'setting')] : settings),
  ];
  return parts.join(', ').replace(/, ([^,]+)$/, ' and $1');
}

function troubleOf({ before }: Reported, { diagnostics, rolledBack, ended }: Outcome<unknown>): Trouble {
  const error = diagnostics?.error;
  const image: Cell = before?.image ? ['The image before, ', imageLink(before.image), '.'] : 'What was there before.';
  return {
    ...(error === undefined ? {} : { firstError: { code: error } }),
    ...(rolledBack
      ? { serves: image }
      : ended && !before
        ? { serves: 'Nothing yet: the service is not running.' }
        : {}),
  };
}

function factsOf(reported: Reported): Report['facts'] {
  const { before, after, outcome } = reported;
  const service = after ?? before;
  const ended = outcome?.ended;
  const image = imageNow(reported);
  return [
    ...(service?.url ? ([['Service', { text: service.url, url: service.url }]] as const) : []),
    ...(image ? ([['Image', imageLink(image)]] as const) : []),
    ...(before?.image && before.image !== image ? ([['Image before', imageLink(before.image)]] as const) : []),
    ...(ended ? ([['Ended as', [`${ended.status} in ${duration(ended.seconds)}`]]] as const) : []),
    ...(service ? ([['Console', { text: service.name, url: service.consoleUrl }]] as const) : []),
  ];
}

function fieldTables(changes: readonly DeploymentChange[]): readonly Section[] {
  const rows = changes.flatMap(({ fields }) => fields.map(({ field, before, after }) => [field, before, after]));
  return rows.length === 0
    ? []
    : [{ kind: 'table', title: 'Configuration', columns: ['Field', 'Before', 'After'], rows }];
}

function unnamedNote(names: readonly string[]): readonly Section[] {
  if (names.length === 0) return [];
  const text = `Variables that stay though the config file does not name them: ${names.join(', ')}. No release is known to have put them there; \`env-strategy: replace\` takes them off.`;
  return [{ kind: 'note', text }];
}

function reachNote({ before, after }: Reported): readonly Section[] {
  const { note } = after ?? before ?? {};
  return note === undefined ? [] : [{ kind: 'note', text: note }];
}

function logSections(outcome: Outcome<unknown> | undefined): readonly Section[] {
  return (outcome?.diagnostics?.logs ?? []).map(({ title, lines }) => ({ kind: 'log', title, lines }));
}
