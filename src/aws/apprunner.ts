import { AppRunnerClient } from './apprunner/api.ts';
import { changes } from './apprunner/changes.ts';
import { ingressConnections } from './apprunner/ingress.ts';
import { findNewestOperation, findOperation } from './apprunner/operations.ts';
import { findService, readTags } from './apprunner/services.ts';
import type { AppRunnerReader, AppRunnerWriter } from './apprunner/vocabulary.ts';
import { type ClientOptions, clientSettings, pollSettings, writeSettings } from './client.ts';

export type * from './apprunner/vocabulary.ts';

export function appRunner(options: ClientOptions): {
  readonly reader: AppRunnerReader;
  readonly writer: AppRunnerWriter;
} {
  const client = new AppRunnerClient(clientSettings(options));
  const polling = new AppRunnerClient(pollSettings(options));
  const writing = new AppRunnerClient(writeSettings(options));
  const ingress = ingressConnections(client, polling);
  // Few services have a web ACL.
  const waf = async () => (await import('./wafv2.ts')).webAcls(options);
  return {
    reader: {
      service: (nameOrArn, signal) => findService(client, nameOrArn, signal),
      tags: (arn, signal) => readTags(client, arn, signal),
      operation: (arn, id, signal) => findOperation(polling, arn, id, signal),
      newestOperation: (arn, fits, signal) => findNewestOperation(client, arn, fits, signal),
      ingressConnections: ingress,
      webAcl: async (arn, signal) => (await waf()).of(arn, signal),
    },
    writer: {
      ...changes(writing, client),
      ingressConnections: ingress,
      setWebAcl: async (arn, webAcl, signal) => (await waf()).set(arn, webAcl, signal),
    },
  };
}
