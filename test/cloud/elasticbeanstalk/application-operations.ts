import { parseDocument } from 'yaml';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import { pageOf } from '../core/paging.ts';
import type { CallContext } from '../core/service.ts';
import { readBundle } from './bundle.ts';
import type { BeanstalkParts } from './parts.ts';
import { type Application, arnOf, invalid, type Place, type Version } from './state.ts';
import { applicationView, list, versionView } from './views.ts';
import { readZip } from './zip.ts';

interface DescribeVersions {
  readonly ApplicationName?: string;
  readonly VersionLabels?: readonly string[];
  readonly MaxRecords?: string;
  readonly NextToken?: string;
}

interface CreateVersion {
  readonly ApplicationName?: string;
  readonly VersionLabel?: string;
  readonly Description?: string;
  readonly AutoCreateApplication?: string;
  readonly Process?: string;
  readonly SourceBundle?: { readonly S3Bucket?: string; readonly S3Key?: string };
}

/** Platforms as they are called: the newest of each family first. */
export const solutionStacks = [
  '64bit Amazon Linux 2023 v4.7.3 running Docker',
  '64bit Amazon Linux 2023 v4.7.2 running Docker',
  '64bit Amazon Linux 2023 v4.7.2 running Python 3.13',
  '64bit Amazon Linux 2023 v6.6.7 running Node.js 22',
  '64bit Amazon Linux 2 v4.2.4 running Docker',
] as const;

/** The calls on applications and their versions. https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_Operations.html */
export function applicationOperations(parts: BeanstalkParts): Operations {
  const { store } = parts;
  return {
    DescribeApplications: {
      access: ({ ApplicationNames = ['*'] }: { readonly ApplicationNames?: readonly string[] }, context) =>
        ApplicationNames.map((name) => ({
          ...{ action: 'elasticbeanstalk:DescribeApplications', resource: arnOf(context, `application/${name}`) },
        })),
      perform: ({ ApplicationNames }: { readonly ApplicationNames?: readonly string[] }, context) => ({
        Applications: list(
          store
            .applications(context)
            .filter(({ name }) => ApplicationNames?.includes(name) ?? true)
            .map(applicationView),
        ),
      }),
    },
    DescribeApplicationVersions: {
      access: ({ ApplicationName = '*', VersionLabels = ['*'] }: DescribeVersions, context) =>
        VersionLabels.map((label) => ({
          action: 'elasticbeanstalk:DescribeApplicationVersions',
          resource: arnOf(context, `applicationversion/${ApplicationName}/${label}`),
          conditions: { 'elasticbeanstalk:InApplication': arnOf(context, `application/${ApplicationName}`) },
        })),
      perform: (input: DescribeVersions, context) => {
        const wanted = store.applications(context).filter(({ name }) => name === (input.ApplicationName ?? name));
        const versions = wanted.flatMap((application) => newestFirst(application, input.VersionLabels));
        const page = pageOf(versions, ({ version }) => version.label, {
          limit: Number(input.MaxRecords ?? 1000),
          token: input.NextToken,
        });
        return {
          ApplicationVersions: list(page.items.map(({ application, version }) => versionView(application, version))),
          NextToken: page.nextToken,
        };
      },
    },
    CreateApplicationVersion: {
      access: ({ ApplicationName = '', VersionLabel = '' }: CreateVersion, context) => [
        {
          action: 'elasticbeanstalk:CreateApplicationVersion',
          resource: arnOf(context, `applicationversion/${ApplicationName}/${VersionLabel}`),
          conditions: { 'elasticbeanstalk:InApplication': arnOf(context, `application/${ApplicationName}`) },
        },
      ],
      perform: (input: CreateVersion, context) => createVersion(parts, input, context),
    },
    CreateStorageLocation: {
      access: () => [{ action: 'elasticbeanstalk:CreateStorageLocation', resource: '*' }],
      perform: (_input, context) => ({ S3Bucket: createStorageLocation(parts, context) }),
    },
    ListAvailableSolutionStacks: {
      access: () => [{ action: 'elasticbeanstalk:ListAvailableSolutionStacks', resource: '*' }],
      perform: () => ({
        SolutionStacks: list(solutionStacks),
        SolutionStackDetails: list(
          solutionStacks.map((SolutionStackName) => ({ SolutionStackName, PermittedFileTypes: list(['zip']) })),
        ),
      }),
    },
  };
}

function newestFirst(application: Application, labels: readonly string[] | undefined) {
  return [...application.versions.values()]
    .filter(({ label }) => labels?.includes(label) ?? true)
    .toReversed()
    .map((version) => ({ application, version }));
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateApplicationVersion.html */
async function createVersion({ store, s3 }: BeanstalkParts, input: CreateVersion, context: CallContext) {
  const { ApplicationName = '', VersionLabel = '', SourceBundle = {} } = input;
  if (!/^(?!.*\/).{1,100}$/.test(VersionLabel)) throw invalid(`Version label ${VersionLabel} is not allowed.`);
  const known = store.applications(context).some(({ name }) => name === ApplicationName);
  const application =
    known || input.AutoCreateApplication !== 'true'
      ? store.application(context, ApplicationName)
      : {
          ...place(context),
          name: ApplicationName,
          createdAt: context.now,
          ...{ versions: new Map(), templates: new Map() },
        };
  if (application.versions.has(VersionLabel)) throw invalid(`Application Version ${VersionLabel} already exists.`);
  if ((input.Description ?? '').length > 200) throw invalid('Description is longer than 200 characters.');
  const bundle = { bucket: SourceBundle.S3Bucket ?? '', key: SourceBundle.S3Key ?? '' };
  const bytes = await readBundle(s3, context.caller, bundle);
  if (bytes.length > 500 * 1024 ** 2)
    throw invalid('The source bundle is too large. The maximum allowed size is 524288000 bytes.');
  const status = input.Process === 'true' ? processedStatus(bytes) : 'UNPROCESSED';
  const version: Version = {
    ...{ label: VersionLabel, description: input.Description, bundle, createdAt: context.now, status },
  };
  if (!known) store.addApplication(application);
  application.versions.set(VersionLabel, version);
  return { ApplicationVersion: versionView(application, version) };
}

/** Of the files that it validates, the manifest of the environment: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-cfg-manifest.html */
function processedStatus(bundle: Buffer): 'PROCESSED' | 'FAILED' {
  const manifest = (readZip(bundle) ?? []).find(({ path }) => path === 'env.yaml');
  return manifest && parseDocument(manifest.content().toString()).errors.length > 0 ? 'FAILED' : 'PROCESSED';
}

function place({ accountId, region }: CallContext): Place {
  return { accountId, region };
}

export function storageLocation({ region, accountId }: Place): string {
  return `elasticbeanstalk-${region}-${accountId}`;
}

/** The bucket is made with the caller's permissions, unless it is there. */
function createStorageLocation({ s3, iam }: BeanstalkParts, context: CallContext): string {
  const name = storageLocation(context);
  if (hasBucket()) return name;
  iam.demand(context.caller, { action: 's3:CreateBucket', resource: `arn:aws:s3:::${name}` }, context.region);
  s3.createBucket({ ...place(context), name });
  return name;

  function hasBucket(): boolean {
    try {
      s3.keys(name);
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  }
}
