import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppRunner } from '@aws-sdk/client-apprunner';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudFront } from '@aws-sdk/client-cloudfront';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { ECR } from '@aws-sdk/client-ecr';
import { ECS } from '@aws-sdk/client-ecs';
import { ElasticBeanstalk } from '@aws-sdk/client-elastic-beanstalk';
import { IAM } from '@aws-sdk/client-iam';
import { RDS } from '@aws-sdk/client-rds';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { STS } from '@aws-sdk/client-sts';
import { WAFV2 } from '@aws-sdk/client-wafv2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clientSettings, errorKind, explained } from '../../src/aws/client.ts';
import { TransientError } from '../../src/errors.ts';
import { type ErrorModel, errorModels, kindOf, type ServiceErrors } from '../../src/tooling/error-table.ts';

const models = errorModels();
const { common } = models;

/** What the server answers next. */
let next: { readonly status: number; readonly headers: Record<string, string>; readonly body: string };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(next.status, next.headers).end(next.body);
});
let endpoint = '';

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

type Send = (input: object) => Promise<unknown>;

/** The real client of a service, with one attempt for each call. */
function clientOf(service: string): Record<string, Send> {
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  const settings = { ...clientSettings({ region: 'eu-central-1' }), maxAttempts: 1, endpoint, credentials };
  const clients = {
    ...{ apprunner: AppRunner, ecs: ECS, elasticbeanstalk: ElasticBeanstalk, cloudfront: CloudFront, ecr: ECR },
    ...{ rds: RDS, secretsmanager: SecretsManager, sts: STS, cloudformation: CloudFormation },
    ...{ logs: CloudWatchLogs, iam: IAM, wafv2: WAFV2 },
  };
  const Client = clients[service as keyof typeof clients];
  return new Client(settings) as unknown as Record<string, Send>;
}

/** An error as a server of this protocol sends it. */
function answerOf({ protocol }: ServiceErrors, { code, status, fault }: ErrorModel): typeof next {
  const message = 'As the model has it.';
  if (protocol === 'json')
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ __type: code, message }),
    };
  const type = fault === 'server' ? 'Receiver' : 'Sender';
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0"?><ErrorResponse>${error}<RequestId>r-1</RequestId></ErrorResponse>`,
  };
}

/** Inputs that every path needs; others are not checked by the client. */
const ids = { Id: 'X1', DistributionId: 'E1' };

async function failureOf(client: Record<string, Send>, operation: string): Promise<unknown> {
  const method = client[operation.charAt(0).toLowerCase() + operation.slice(1)];
  if (!method) throw new Error(`The client has no ${operation}.`);
  return method.call(client, ids).then(
    () => undefined,
    (error: unknown) => error,
  );
}

const services = Object.entries(models).filter(([service]) => service !== 'common');

test.each(services)(
  '%s: each error of each call is of the kind that its model means',
  async (service, model) => {
    const client = clientOf(service);
    const errors = { ...common?.errors, ...model.errors };
    for (const [operation, own] of Object.entries(model.operations)) {
      for (const shape of [...Object.keys(common?.errors ?? {}), ...own]) {
        const error = errors[shape];
        if (!error) throw new Error(`There is no model of ${shape}.`);
        next = answerOf(model, error);
        const failure = await failureOf(client, operation);
        const got = [operation, shape, errorKind(failure)];
        expect(got).toEqual([operation, shape, kindOf(shape, error)]);
        const told = explained(failure, 'Reading it');
        const isTrouble =
          error.fault === 'server' || error.status >= 500 || /Throttl|TooManyRequests|Expire|Timeout/.test(shape);
        expect([shape, told instanceof TransientError]).toEqual([shape, isTrouble]);
        expect(String(told)).toContain('As the model has it.');
      }
    }
  },
  60_000,
);

const page = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const html = { 'content-type': 'text/html' };
const pages = {
  'a page with 502': { status: 502, headers: html, body: page },
  'a page with 503': { status: 503, headers: html, body: page },
  'a page with 500': { status: 500, headers: html, body: page },
  'a page with 200': { status: 200, headers: html, body: page },
  'nothing with 503': { status: 503, headers: {}, body: '' },
  'nothing with 500': { status: 500, headers: {}, body: '' },
  'half an answer': { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: '{"Serv' },
};

test.each(
  services,
)('%s: what is no answer of AWS is trouble, and is told without words of a parser', async (service, model) => {
  const client = clientOf(service);
  const [operation = ''] = Object.keys(model.operations).filter((name) => /^(Describe|Get|List|Filter)/.test(name));
  for (const [what, answer] of Object.entries(pages)) {
    if (what === 'half an answer' && model.protocol !== 'json') continue;
    next = answer;
    const told = explained(await failureOf(client, operation), 'Reading it');
    expect([what, told]).toEqual([what, expect.any(TransientError)]);
    expect(String(told)).not.toMatch(/Unknown|Unexpected token|JSON|Deserialization|Gateway|undefined/);
  }
});

test.each(services)('%s: a page that a proxy refuses with is no trouble, and no answer', async (service, model) => {
  const client = clientOf(service);
  const [operation = ''] = Object.keys(model.operations);
  next = { status: 403, headers: html, body: page };
  const failure = await failureOf(client, operation);
  expect(errorKind(failure)).toBe('denied');
  expect(String(explained(failure, 'Reading it'))).toContain('failed: HTTP 403. An HTML page came instead');
});

test('no call of the code is without its model', () => {
  expect(services).toHaveLength(12);
});
