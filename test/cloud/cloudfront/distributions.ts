import type { DistributionConfig } from '@aws-sdk/client-cloudfront';
import { AwsError } from '../core/errors.ts';
import { checkConfig } from './check-config.ts';
import type { RestAnswer, RestOperation } from './rest-xml.ts';
import { type Distribution, type Distributions, distributionArn, findDistribution } from './state.ts';

const PATH = '/2020-05-31/distribution';
/** Where CloudFront says that what it has made is. */
export const LOCATION = 'https://cloudfront.amazonaws.com';

/** How distributions come to be and change; the service knows how long that takes. */
export interface Deployment {
  create(accountId: string, config: DistributionConfig): Promise<Distribution>;
  update(distribution: Distribution, config: DistributionConfig): void;
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html */
export function distributionOperations(
  distributions: Distributions,
  deployment: Deployment,
  pageSize: number,
): readonly RestOperation[] {
  return [
    {
      operation: 'CreateDistribution',
      method: 'POST',
      path: PATH,
      bodyRoot: 'DistributionConfig',
      access: (_input, { accountId }) => [
        { action: 'cloudfront:CreateDistribution', resource: distributionArn(accountId, '*') },
      ],
      async perform({ body }, { accountId }) {
        const config = checkConfig(body);
        refuseTaken(distributions, accountId, config);
        const created = await deployment.create(accountId, config);
        return {
          ...answer(created),
          status: 201,
          headers: { etag: created.etag, location: `${LOCATION}${PATH}/${created.id}` },
        };
      },
    },
    {
      operation: 'ListDistributions',
      method: 'GET',
      path: PATH,
      access: () => [{ action: 'cloudfront:ListDistributions', resource: '*' }],
      perform({ query }, { accountId }) {
        const mine = [...distributions.values()].filter((distribution) => distribution.accountId === accountId);
        return { root: 'DistributionList', value: page(mine.map(summary), query, pageSize) };
      },
    },
    {
      operation: 'GetDistribution',
      method: 'GET',
      path: `${PATH}/*`,
      access: ({ names }, { accountId }) => access('GetDistribution', accountId, names),
      perform: ({ names: [id = ''] }, { accountId }) => answer(findDistribution(distributions, accountId, id)),
    },
    {
      operation: 'GetDistributionConfig',
      method: 'GET',
      path: `${PATH}/*/config`,
      access: ({ names }, { accountId }) => access('GetDistributionConfig', accountId, names),
      perform({ names: [id = ''] }, { accountId }) {
        const { config, etag } = findDistribution(distributions, accountId, id);
        return { root: 'DistributionConfig', value: config, headers: { etag } };
      },
    },
    {
      operation: 'UpdateDistribution',
      method: 'PUT',
      path: `${PATH}/*/config`,
      bodyRoot: 'DistributionConfig',
      access: ({ names }, { accountId }) => access('UpdateDistribution', accountId, names),
      perform({ names: [id = ''], ifMatch, body }, { accountId }) {
        const distribution = findDistribution(distributions, accountId, id);
        if (ifMatch !== distribution.etag)
          throw new AwsError('InvalidIfMatchVersion', 'The If-Match version is missing or not valid for the resource.');
        const config = checkConfig(body);
        if (config.CallerReference !== distribution.config.CallerReference)
          throw new AwsError('IllegalUpdate', 'The caller reference of a distribution cannot be changed.');
        deployment.update(distribution, config);
        return answer(distribution);
      },
    },
  ];
}

export function access(operation: string, accountId: string, [id = '']: readonly string[]) {
  return [{ action: `cloudfront:${operation}`, resource: distributionArn(accountId, id) }];
}

/** One page of a list that CloudFront marks by the id of a page's last item. */
export function page<Item extends { readonly Id: string }>(
  items: readonly Item[],
  { Marker = '', MaxItems = '100' }: Readonly<Record<string, string>>,
  limit: number,
): Readonly<Record<string, unknown>> {
  const size = Math.min(Number(MaxItems), limit);
  if (!(size >= 1)) throw new AwsError('InvalidArgument', `MaxItems ${MaxItems} is not valid.`);
  const start = Marker ? items.findIndex(({ Id }) => Id === Marker) + 1 : 0;
  const Items = items.slice(start, start + size);
  const IsTruncated = start + size < items.length;
  return {
    Marker,
    ...(IsTruncated ? { NextMarker: Items.at(-1)?.Id } : {}),
    MaxItems: size,
    IsTruncated,
    Quantity: Items.length,
    ...(Items.length > 0 ? { Items } : {}),
  };
}

function refuseTaken(distributions: Distributions, accountId: string, config: DistributionConfig): void {
  for (const other of distributions.values()) {
    if (other.accountId === accountId && other.config.CallerReference === config.CallerReference)
      throw new AwsError(
        'DistributionAlreadyExists',
        `The caller reference that you are using to create a distribution is associated with another distribution. Already exists: ${other.id}`,
        409,
      );
    if (config.Aliases?.Items?.some((alias) => other.config.Aliases?.Items?.includes(alias)))
      throw new AwsError(
        'CNAMEAlreadyExists',
        'One or more of the CNAMEs you provided are already associated with a different resource.',
        409,
      );
  }
}

function answer(distribution: Distribution): RestAnswer {
  return {
    root: 'Distribution',
    headers: { etag: distribution.etag },
    value: {
      Id: distribution.id,
      ARN: distribution.arn,
      Status: distribution.status,
      LastModifiedTime: distribution.lastModified,
      InProgressInvalidationBatches: distribution.invalidations.filter(({ status }) => status === 'InProgress').length,
      DomainName: distribution.domainName,
      ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
      ActiveTrustedKeyGroups: { Enabled: false, Quantity: 0 },
      DistributionConfig: distribution.config,
    },
  };
}

function summary({ id, arn, status, lastModified, domainName, config, etag }: Distribution) {
  const { CallerReference: _reference, DefaultRootObject: _root, Logging: _logging, ...shared } = config;
  return {
    Id: id,
    ARN: arn,
    ETag: etag,
    Status: status,
    LastModifiedTime: lastModified,
    DomainName: domainName,
    ...shared,
  };
}
