import {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateInvalidationCommand,
  type DistributionConfig,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  GetInvalidationCommand,
  ListDistributionsCommand,
  ListInvalidationsCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { siteConfig } from '../cloudfront/site-config.ts';
import { type Call, type ClientOptions, conformance } from './conformance.ts';

const reference = 'https://docs.aws.amazon.com/cloudfront/latest/APIReference';
const createInvalidation = `${reference}/API_CreateInvalidation.html`;

conformance('CloudFront', {
  calls,
  options: { cloudFront: { deploymentMilliseconds: 0, invalidationMilliseconds: 0 } },
  known: [
    {
      at: '* › answer.*ARN',
      because: 'the ARN of a distribution has an empty region between two colons',
      documentation: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html',
    },
    {
      at: '* › answer.*DistributionConfig.Origins.Items.0.OriginAccessControlId',
      because: 'moto forgets the origin access control',
      documentation: `${reference}/API_Origin.html`,
    },
    {
      at: '* › answer.*DistributionConfig.Origins.Items.1.CustomOriginConfig.OriginSslProtocols',
      because: 'moto answers an empty list for what was left out, and a list has one protocol at least',
      documentation: `${reference}/API_OriginSslProtocols.html`,
    },
    {
      at: '* › answer.*CachedMethods.Items.*',
      because: 'the order of the methods has no meaning',
      documentation: `${reference}/API_CachedMethods.html`,
    },
    ...['ForwardedValues', 'MinTTL', 'DefaultTTL', 'MaxTTL'].map((member) => ({
      at: `* › answer.*${member}`,
      because: 'a behavior with a cache policy does not have it',
      documentation: `${reference}/API_DefaultCacheBehavior.html`,
    })),
    {
      at: '* › answer.*Compress',
      because: 'objects are compressed only where that was asked for',
      documentation: `${reference}/API_CacheBehavior.html`,
    },
    {
      at: '* › answer.*ViewerCertificate.SSLSupportMethod',
      because: "CloudFront's own certificate is not one of the account's, for which sni-only is chosen",
      documentation: `${reference}/API_ViewerCertificate.html`,
    },
    {
      at: '* › answer.*Config.Staging',
      because: 'moto forgets whether it is a staging distribution',
      documentation: `${reference}/API_DistributionConfig.html`,
    },
    {
      at: 'list › answer.DistributionList.Items.0.*',
      because: 'a summary shows all but a few members of the configuration; moto shows almost none',
      documentation: `${reference}/API_DistributionSummary.html`,
    },
    {
      at: 'update a wrong version › *',
      because: 'If-Match must be the current version; moto takes any',
      documentation: `${reference}/API_UpdateDistribution.html`,
    },
    {
      at: '*invalidat* › answer.Invalidation*Status',
      because: 'an invalidation is InProgress, then Completed; moto says COMPLETED at once',
      documentation: `${reference}/API_Invalidation.html`,
    },
    {
      at: 'invalidate again under the same reference › answer',
      because: 'the same reference with the same paths is the same invalidation; moto makes another',
      documentation: `${reference}/API_InvalidationBatch.html`,
    },
    {
      at: 'invalidate other paths under the same reference › *',
      because: 'InvalidationBatchAlreadyExists; moto makes another',
      documentation: `${reference}/API_InvalidationBatch.html`,
    },
    {
      at: 'invalidate what is no path › *',
      because: 'InvalidArgument: a path starts with a slash; moto takes anything',
      documentation: createInvalidation,
    },
    {
      at: 'invalidate nothing › *',
      because: 'InvalidArgument; moto makes an invalidation of nothing',
      documentation: createInvalidation,
    },
  ],
});

function calls(options: ClientOptions): readonly Call[] {
  const cloudFront = new CloudFrontClient(options);
  const config = siteConfig({
    bucket: 'clinic-site',
    region: options.region,
    aliases: ['clinic.example.com', '*.clinic.example.com'],
    errorPages: true,
    api: 'api.example.com:80',
  });
  const made = { id: '', etag: '', domainName: '', invalidationId: '' };
  const create = (DistributionConfig: DistributionConfig) =>
    cloudFront.send(new CreateDistributionCommand({ DistributionConfig }));
  const update = (IfMatch: string) =>
    cloudFront.send(
      new UpdateDistributionCommand({ Id: made.id, IfMatch, DistributionConfig: { ...config, Comment: 'changed' } }),
    );
  const invalidate = (CallerReference: string, Items: string[], DistributionId = made.id) =>
    cloudFront.send(
      new CreateInvalidationCommand({
        DistributionId,
        InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
      }),
    );
  const paths = ['/', '/index.html', '/assets/*'];
  const named: readonly Call[] = [
    {
      name: 'create',
      async run() {
        const answer = await create(config);
        const { Id = '', DomainName = '' } = answer.Distribution ?? {};
        Object.assign(made, { id: Id, domainName: DomainName, etag: answer.ETag });
        return answer;
      },
    },
    { name: 'create again', run: () => create(config) },
    {
      name: 'create with a behavior that has no origin',
      run: () =>
        create({
          ...siteConfig({ bucket: 'other', region: options.region }),
          DefaultCacheBehavior: { TargetOriginId: 'none', ViewerProtocolPolicy: 'allow-all' },
        }),
    },
    { name: 'get', run: () => cloudFront.send(new GetDistributionCommand({ Id: made.id })) },
    { name: 'get configuration', run: () => cloudFront.send(new GetDistributionConfigCommand({ Id: made.id })) },
    { name: 'get none', run: () => cloudFront.send(new GetDistributionCommand({ Id: 'E0NONE' })) },
    { name: 'list', run: () => cloudFront.send(new ListDistributionsCommand({})) },
    { name: 'update a wrong version', run: () => update('E0WRONG') },
    { name: 'update', run: async () => (await update(made.etag)).Distribution?.DistributionConfig?.Comment },
    {
      name: 'invalidate',
      async run() {
        const answer = await invalidate('run-1', paths);
        made.invalidationId = answer.Invalidation?.Id ?? '';
        return answer;
      },
    },
    {
      name: 'list invalidations',
      run: () => cloudFront.send(new ListInvalidationsCommand({ DistributionId: made.id })),
    },
    {
      name: 'invalidate again under the same reference',
      run: async () => (await invalidate('run-1', paths)).Invalidation?.Id,
    },
    { name: 'invalidate other paths under the same reference', run: () => invalidate('run-1', ['/other']) },
    { name: 'invalidate what is no path', run: () => invalidate('run-2', ['index.html']) },
    { name: 'invalidate nothing', run: () => invalidate('run-3', []) },
    { name: 'invalidate in no distribution', run: () => invalidate('run-4', ['/'], 'E0NONE') },
    {
      name: 'get invalidation',
      run: () => cloudFront.send(new GetInvalidationCommand({ DistributionId: made.id, Id: made.invalidationId })),
    },
    {
      name: 'get no invalidation',
      run: () => cloudFront.send(new GetInvalidationCommand({ DistributionId: made.id, Id: 'I0NONE' })),
    },
  ];
  const comparable = (run: Call['run']) => () =>
    run().then(
      (answer) => withoutNames(answer, made),
      (error: Error) => {
        throw Object.assign(error, { message: withoutNames(error.message, made) });
      },
    );
  return named.map(({ name, run }) => ({ name, run: comparable(run) }));
}

/** An answer with the names that a world made up replaced by what they name. */
function withoutNames(value: unknown, made: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string')
    return Object.entries(made).reduce(
      (text, [kind, name]) => (name ? text.replaceAll(name, `<${kind}>`) : text),
      value,
    );
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNames(item, made));
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, withoutNames(child, made)]));
}
