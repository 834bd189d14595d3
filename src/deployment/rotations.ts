import type { SecretsReader } from '../aws/secrets-manager.ts';
import { arnOf } from '../domain/arn.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Context } from '../lifecycle/context.ts';
import { patience } from '../lifecycle/patience.ts';
import type { FieldChange } from './fields.ts';

/** A secret that was changed after the deployment: what runs has its old value. */
export interface Rotation {
  /** The variable that it is given as. */
  readonly variable: string;
  readonly at: Date;
}

/** What is asked: secrets by their variables, and when they were read last. */
interface Given {
  /** ARNs, by the name of the variable. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly deployedAt: Date;
}

/**
 * Which secrets were changed since the deployment; platforms read them only while deploying. Values are never read. Where the
 * time is not known, one line of the log says so.
 */
export async function observeRotations(
  { secrets, deployedAt }: Given,
  reader: SecretsReader,
  context: Pick<Context, 'signal' | 'log' | 'clock'>,
): Promise<readonly Rotation[]> {
  const { signal, log, clock } = context;
  const { read } = patience('The secrets', context, new Date(clock.now().getTime() + troubleMilliseconds));
  const unknown = new Map<string, string>();
  const times = new Map<string, Promise<Date | undefined>>();
  const changedAt = (id: string) => {
    const asked = times.get(id) ?? read(() => reader.changedAt(id, signal));
    times.set(id, asked);
    return asked;
  };
  const rotations = await Promise.all(
    Object.entries(secrets).map(async ([variable, arn]): Promise<readonly Rotation[]> => {
      if (isPinned(arn)) return [];
      try {
        const id = secretOf(arn);
        if (id === undefined) unknown.set(variable, 'it is a parameter of Parameter Store.');
        const at = id === undefined ? undefined : await changedAt(id);
        return at && at > deployedAt ? [{ variable, at }] : [];
      } catch (error) {
        if (signal.aborted || !(error instanceof UserError)) throw error;
        unknown.set(variable, messageOf(error));
        return [];
      }
    }),
  );
  const [why] = unknown.values();
  if (why !== undefined)
    log.info(
      `Whether ${[...unknown.keys()].join(', ')} changed since the deployment is not known (\`force: true\` deploys again): ${why}`,
    );
  return rotations.flat().toSorted((a, b) => (a.variable < b.variable ? -1 : 1));
}

/** So long trouble of Secrets Manager is waited out; then the time is not known. */
const troubleMilliseconds = 60_000;

/** The ARN of the secret, without the JSON key, stage and version behind it; undefined for anything else. */
function secretOf(arn: string): string | undefined {
  return arnOf(arn)?.service === 'secretsmanager' ? arn.split(':').slice(0, 7).join(':') : undefined;
}

/** `…:secret:name:key:stage:version`: a version never changes. */
function isPinned(arn: string): boolean {
  return secretOf(arn) !== undefined && Boolean(arn.split(':')[9]);
}

/** As the plan shows them. */
export function rotationFields(rotations: readonly Rotation[]): readonly FieldChange[] {
  return rotations.map(({ variable, at }) => ({
    field: `secret ${variable}`,
    before: '',
    after: `rotated ${at.toISOString()}, after the deployment`,
  }));
}
