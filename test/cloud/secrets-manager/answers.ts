import { AwsError } from '../core/errors.ts';
import type { Secret, SecretVersion } from './secrets.ts';

/** What GetSecretValue answers; throws where there is no such version. */
export function getSecretValue(secret: Secret, asked: { readonly VersionId?: string; readonly VersionStage?: string }) {
  const { VersionId, VersionStage } = asked;
  const stage = VersionStage ?? (VersionId ? undefined : 'AWSCURRENT');
  const version = secret.versions.find(
    ({ versionId, stages }) => (!VersionId || versionId === VersionId) && (!stage || stages.includes(stage)),
  );
  if (!version)
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${VersionId ? `VersionId: ${VersionId}` : `staging label: ${stage}`}`,
    );
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.versionId,
    SecretString: version.secretString,
    SecretBinary: version.secretBinary,
    VersionStages: version.stages,
    CreatedDate: version.createdAt,
  };
}

/** What DescribeSecret answers. */
export function description(secret: Secret) {
  return { ...common(secret), VersionIdsToStages: labelled(secret.versions) };
}

/** A secret in a list. */
export function entry(secret: Secret) {
  return { ...common(secret), SecretVersionsToStages: labelled(secret.versions) };
}

function common({ arn, name, description, kmsKeyId, tags, createdAt, changedAt }: Secret) {
  return {
    ARN: arn,
    Name: name,
    Description: description,
    KmsKeyId: kmsKeyId,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    CreatedDate: createdAt,
    LastChangedDate: changedAt,
  };
}

/** Versions without a label are deprecated, and not listed. */
function labelled(versions: readonly SecretVersion[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    versions.filter(({ stages }) => stages.length > 0).map(({ versionId, stages }) => [versionId, stages]),
  );
}
