import { describe, expect, test } from '@jest/globals';
import { type PolicyDocument, statementsOf } from '../cloud/iam/policy.ts';
import { refusals } from '../support/cloudformation-template.ts';
import { send } from './edge-functions.ts';
import { accountId, clinic, environmentStack } from './environment-stacks.ts';

type Parameters = Readonly<Record<string, string>>;
const stack = (parameters: Parameters = {}) => environmentStack('edge', parameters);
const domain = { SiteDomain: 'app.example.com', HostedZoneId: 'Z1' };
const both = { ...domain, ApiDomain: 'api.example.com' };
const certificate = 'arn:aws:acm:us-east-1:222222222222:certificate/1';

interface Behavior {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly ViewerProtocolPolicy: string;
  readonly CachePolicyId: string;
  readonly AllowedMethods?: readonly string[];
}
interface Distribution {
  readonly Aliases?: readonly string[];
  readonly ViewerCertificate?: Readonly<Record<string, unknown>>;
  readonly DefaultCacheBehavior: Behavior;
  readonly CacheBehaviors?: readonly Behavior[];
  readonly CustomErrorResponses?: readonly unknown[];
}

function distribution(parameters: Parameters = {}, name = 'Distribution'): Distribution {
  return stack(parameters).resources[name]?.Properties['DistributionConfig'] as Distribution;
}

const code = (name: string, parameters: Parameters = {}) =>
  String(stack(parameters).resources[name]?.Properties['FunctionCode']);

describe('without a domain', () => {
  test('site and backend have one origin, by HTTPS', () => {
    const { Aliases, ViewerCertificate, DefaultCacheBehavior, CacheBehaviors } = distribution();
    expect([Aliases, ViewerCertificate]).toEqual([undefined, undefined]);
    const [api] = CacheBehaviors ?? [];
    expect(api).toMatchObject({ PathPattern: '/api/*', TargetOriginId: 'backend' });
    expect(api?.AllowedMethods).toEqual(expect.arrayContaining(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']));
    for (const behavior of [DefaultCacheBehavior, api])
      expect(behavior?.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(stack().outputs).toMatchObject({
      ...{ SiteUrl: 'https://Distribution.DomainName', ApiUrl: 'https://Distribution.DomainName/api' },
    });
  });

  test('no certificate is made, no record, and no second distribution', () => {
    const types = Object.values(stack().resources).map(({ Type }) => Type);
    expect(types.filter((type) => /Certificate|Record/.test(type))).toEqual([]);
    expect(types.filter((type) => type === 'AWS::CloudFront::Distribution')).toHaveLength(1);
  });
});

describe('with domains', () => {
  test('the certificate covers them and validates itself, and the records lead to the distributions', () => {
    const { resources, outputs } = stack(both);
    expect(resources['Certificate']?.Properties).toMatchObject({
      ...{ DomainName: 'app.example.com', SubjectAlternativeNames: ['api.example.com'], ValidationMethod: 'DNS' },
      DomainValidationOptions: [
        { DomainName: 'app.example.com', HostedZoneId: 'Z1' },
        { DomainName: 'api.example.com', HostedZoneId: 'Z1' },
      ],
    });
    const records = Object.values(resources).filter(({ Type }) => Type === 'AWS::Route53::RecordSet');
    expect(records.map(({ Properties }) => [Properties['Name'], Properties['Type']])).toEqual([
      ...[
        ['app.example.com', 'A'],
        ['app.example.com', 'AAAA'],
        ['api.example.com', 'A'],
        ['api.example.com', 'AAAA'],
      ],
    ]);
    expect(outputs).toMatchObject({ SiteUrl: 'https://app.example.com', ApiUrl: 'https://api.example.com' });
  });

  test('TLS is 1.2 at least', () => {
    for (const name of ['Distribution', 'ApiDistribution'])
      expect(distribution(both, name).ViewerCertificate).toMatchObject({
        ...{ AcmCertificateArn: 'Certificate', MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
      });
  });

  test('the backend at its own domain is not below /api/ too', () => {
    expect(distribution(both).CacheBehaviors).toBeUndefined();
    expect(distribution(both, 'ApiDistribution')).toMatchObject({
      ...{ Aliases: ['api.example.com'], DefaultCacheBehavior: { TargetOriginId: 'backend' } },
    });
    expect(distribution(domain).CacheBehaviors).toHaveLength(1);
    expect(stack(domain).outputs['ApiUrl']).toBe('https://app.example.com/api');
  });

  test('a certificate that exists is taken, and without a zone nobody makes records', () => {
    const own = { SiteDomain: 'app.example.com', CertificateArn: certificate };
    expect(distribution(own).ViewerCertificate?.['AcmCertificateArn']).toBe(certificate);
    const types = Object.values(stack(own).resources).map(({ Type }) => Type);
    expect(types.filter((type) => /Certificate|Record/.test(type))).toEqual([]);
  });
});

describe('the way to the backend', () => {
  const backend = { BackendUrl: 'https://abc.eu-central-1.awsapprunner.com' };

  test('follows the key-value store before the parameter', async () => {
    const stored = { url: 'http://clinic-prod.eu-central-1.elasticbeanstalk.com' };
    expect(await send(code('ApiRoutes', backend), { uri: '/api/users' })).toMatchObject({
      ...{ uri: '/users', origin: { domainName: 'abc.eu-central-1.awsapprunner.com' } },
    });
    expect((await send(code('ApiRoutes', backend), { uri: '/api/users' }, stored)).origin).toMatchObject({
      domainName: 'clinic-prod.eu-central-1.elasticbeanstalk.com',
      customOriginConfig: { port: 80, protocol: 'http' },
    });
  });

  test.each([
    ['/api/users', '/users'],
    ['/api/', '/'],
    ['/api/api/x', '/api/x'],
    ['/apis', '/apis'],
  ])('%s is %s of the backend', async (uri, expected) => {
    expect((await send(code('ApiRoutes', backend), { uri })).uri).toBe(expected);
    expect((await send(code('ApiRoutes', { ...backend, ApiPrefix: 'keep' }), { uri })).uri).toBe(uri);
  });

  test('at the domain of the backend, addresses are as they are', async () => {
    const text = code('ApiRoutes', { ...both, ...backend });
    expect((await send(text, { uri: '/api/users', host: 'api.example.com' })).uri).toBe('/api/users');
  });

  test.each([
    {},
    { url: 'nonsense' },
    { url: 'https://evil.example.com/path' },
  ])('without an address (%j) the answer is 503, and nothing is sent anywhere', async (stored: Parameters) => {
    const sent = await send(code('ApiRoutes'), { uri: '/api/users' }, stored);
    expect([sent.statusCode, sent.origin]).toEqual([503, undefined]);
  });

  test('is not cached, and cookies, query and bodies go along', () => {
    const [api] = distribution().CacheBehaviors ?? [];
    expect(api).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
  });
});

describe('addresses of the site', () => {
  test.each([
    ['app', '/', '/index.html'],
    ['app', '/requests/7', '/index.html'],
    ['app', '/assets/app.js', '/assets/app.js'],
    ['app', '/previews/pr-7/x', '/previews/pr-7/index.html'],
    ['pages', '/', '/index.html'],
    ['pages', '/about', '/about/index.html'],
    ['pages', '/about/', '/about/index.html'],
    ['pages', '/feed.xml', '/feed.xml'],
  ])('in a site of %s, %s is %s', async (Routing, uri, expected) => {
    expect((await send(code('Routes', { Routing }), { uri })).uri).toBe(expected);
  });

  test.each(['app', 'pages'])('in a site of %s, our own record is not there', async (Routing) => {
    expect((await send(code('Routes', { Routing }), { uri: '/.deploy/manifest.json' })).statusCode).toBe(404);
  });

  test('a page for what is missing never takes the place of an answer of the backend', () => {
    expect(distribution({ Routing: 'pages' }).CustomErrorResponses).toBeUndefined();
    expect(distribution({ ...both, Routing: 'pages' })).toMatchObject({
      CustomErrorResponses: [{ ErrorCode: 404, ResponseCode: 404, ResponsePagePath: '/404.html' }],
    });
    expect(distribution({ ...both, Routing: 'pages' }, 'ApiDistribution').CustomErrorResponses).toBeUndefined();
    expect(distribution(both).CustomErrorResponses).toBeUndefined();
  });
});

test('the bucket is private, and only this distribution reads it', () => {
  const { resources } = stack();
  expect(resources['SiteBucket']?.Properties).toMatchObject({
    ...{ BucketName: `clinic-prod-site-${accountId}`, PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } },
  });
  expect(resources['SiteBucket']?.DeletionPolicy).toBe('RetainExceptOnCreate');
  const statements = statementsOf(resources['SiteBucketPolicy']?.Properties['PolicyDocument'] as PolicyDocument);
  for (const { Effect, Condition } of statements.filter((each) => each.Effect === 'Allow'))
    expect([Effect, Condition]).toEqual([
      'Allow',
      { StringEquals: { 'aws:SourceArn': `arn:aws:cloudfront::${accountId}:distribution/Distribution` } },
    ]);
  expect(statements.at(-1)).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
});

test('security headers are set, and a content security policy where one is given', () => {
  const headers = (parameters: Parameters = {}) => {
    const { ResponseHeadersPolicyConfig } = stack(parameters).resources['SecurityHeaders']?.Properties ?? {};
    return (ResponseHeadersPolicyConfig as { readonly SecurityHeadersConfig: object }).SecurityHeadersConfig;
  };
  expect(Object.keys(headers())).toEqual([
    'StrictTransportSecurity',
    'ContentTypeOptions',
    'FrameOptions',
    'ReferrerPolicy',
  ]);
  expect(headers({ ContentSecurityPolicy: "default-src 'self'" })).toMatchObject({
    ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'" },
  });
});

describe('parameters without effect, and another region, are refused before anything is made', () => {
  const refused = (parameters: Parameters, region = 'us-east-1') =>
    refusals('infra/edge.yml', { ...clinic, ...parameters }, region);

  test.each<readonly [Parameters, RegExp]>([
    [{ PageFiles: 'files' }, /Set Routing to pages/],
    [{ Routing: 'pages', AppFolders: 'en,es' }, /Set Routing to app/],
    [{ SiteDomain: 'app.example.com' }, /needs HostedZoneId.*or CertificateArn/],
    [{ ApiDomain: 'api.example.com' }, /no effect without SiteDomain/],
    [{ HostedZoneId: 'Z1' }, /no effect without SiteDomain/],
    [{ CertificateArn: certificate }, /no effect without SiteDomain/],
  ])('%j', (parameters, why) => {
    expect(refused(parameters)).toEqual([expect.stringMatching(why)]);
  });

  test('another region', () => {
    expect(refused({}, 'eu-central-1')).toEqual([expect.stringContaining('Make this stack there')]);
  });

  test.each<Parameters>([
    {},
    domain,
    both,
    { SiteDomain: 'app.example.com', CertificateArn: certificate },
  ])('%j is taken', (parameters) => {
    expect(refused(parameters)).toEqual([]);
  });
});

test('with the longest names, all names are within the limits', () => {
  const { resources } = stack({ App: 'a'.repeat(19), Environment: 'e'.repeat(19) });
  for (const { Type, Properties } of Object.values(resources)) {
    if (Properties['BucketName']) expect(String(Properties['BucketName']).length).toBeLessThanOrEqual(63);
    if (/::(Function|KeyValueStore)$/.test(Type)) expect(String(Properties['Name']).length).toBeLessThanOrEqual(64);
    if (Properties['FunctionCode']) expect(String(Properties['FunctionCode']).length).toBeLessThan(10_240);
  }
});

test("what CloudFormation's role tells apart by the tag bears it", () => {
  for (const [name, { Type, Properties }] of Object.entries(stack(both).resources))
    if (/::(Distribution|KeyValueStore|Certificate)$/.test(Type))
      expect([name, Properties['Tags']]).toEqual([name, [{ Key: 'webapp', Value: 'clinic-prod' }]]);
});
