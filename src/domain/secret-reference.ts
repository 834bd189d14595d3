import { arnOf } from './arn.ts';

/** A secret of Secrets Manager, or a part of it, as ECS and App Runner write it: `<arn>:<field>:<stage>:<version>`. */
export interface SecretReference {
  readonly secretArn: string;
  /** A key at the top of a JSON secret. */
  readonly field: string | undefined;
  readonly versionStage: string | undefined;
  readonly versionId: string | undefined;
}

/** Undefined for what is no ARN of a secret. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html */
export function secretReference(text: string): SecretReference | undefined {
  if (arnOf(text)?.service !== 'secretsmanager') return undefined;
  const parts = text.split(':');
  const [field, versionStage, versionId] = parts.slice(7).map((part) => (part === '' ? undefined : part));
  return { secretArn: parts.slice(0, 7).join(':'), field, versionStage, versionId };
}

/**
 * A reference as Elastic Beanstalk reads it: `<arn>:<field>`, and always the current version.
 * Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html#AWSHowTo.secrets.json
 */
export function beanstalkReference(text: string): string {
  const reference = secretReference(text);
  if (!reference) return text;
  return [reference.secretArn, ...(reference.field === undefined ? [] : [reference.field])].join(':');
}
