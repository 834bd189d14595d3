import { AwsError } from '../core/errors.ts';
import type { Caller } from '../core/service.ts';
import type { Iam } from '../iam/iam.ts';
import type { Secrets } from '../secrets-manager/secrets-manager.ts';

/**
 * The value that a service's variable gets: the whole secret, or the field that stands behind the ARN as `:field::`.
 * https://docs.aws.amazon.com/apprunner/latest/dg/env-variable.html
 */
export function secretValue(
  { iam, secrets }: { readonly iam: Pick<Iam, 'demand'>; readonly secrets: Pick<Secrets, 'value'> },
  valueFrom: string,
  caller: Caller,
  region: string,
): string {
  const parts = valueFrom.split(':');
  const arn = parts.slice(0, 7).join(':');
  const field = parts[7];
  if (parts[2] !== 'secretsmanager')
    throw new AwsError('ResourceNotFoundException', `${valueFrom} is no secret: the local cloud has no SSM parameters`);
  iam.demand(caller, { action: 'secretsmanager:GetSecretValue', resource: arn }, region);
  const value = known(secrets, arn);
  return field ? fieldOf(value, field, arn) : value;
}

function known(secrets: Pick<Secrets, 'value'>, arn: string): string {
  try {
    const value = secrets.value(arn);
    if (value !== undefined) return value;
  } catch {}
  throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

function fieldOf(value: string, field: string, arn: string): string {
  const fields = JSON.parse(value) as Readonly<Record<string, unknown>>;
  if (fields[field] === undefined) throw new AwsError('ResourceNotFoundException', `${arn} has no field ${field}`);
  return String(fields[field]);
}
