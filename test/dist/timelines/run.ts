import { expect } from '@jest/globals';
import type { Network } from '../../../src/aws/client.ts';
import type { RunEnd } from '../../deployment/timelines/run-end.ts';
import { serveNetwork } from '../../support/played-http.ts';
import { runStep } from '../../support/process.ts';

export interface Witness<Truth> extends Network {
  truth(): Truth;
  calls(): number;
  readonly undone: readonly string[];
}

/** A run of `dist` against a played server, and what the server held to be true at the last call. */
export interface Run<Truth> {
  readonly end: RunEnd;
  readonly server: Omit<Witness<Truth>, keyof Network>;
}

const secrets = { variable: 'hunter2-of-the-app', key: 'hunter2-of-the-job' } as const;

/** Runs an action as a process while a server plays in real time. */
export async function runAgainst<Truth>(
  action: string,
  inputs: Readonly<Record<string, string>>,
  serve: (time: { readonly now: () => number; readonly epoch: number }) => Witness<Truth>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Run<Truth>> {
  const begun = performance.now();
  const now = () => (performance.now() - begun) / 1_000;
  const server = serve({ now, epoch: Date.now() / 1_000 });
  let truth = server.truth();
  const requestHandler: Network['requestHandler'] = {
    handle: (request) =>
      server.requestHandler.handle(request).finally(() => {
        truth = server.truth();
      }),
  };
  await using served = await serveNetwork({ ...server, requestHandler });
  const { exitCode, lines, outputs, summary } = await runStep(action, {
    inputs: {
      ...{ ...inputs, 'timeout-minutes': '1' },
      env: [inputs['env'] ?? [], `DATABASE_PASSWORD=${secrets.variable}`].flat().join('\n'),
    },
    environment: {
      ...{ AWS_ENDPOINT_URL: served.endpoint, AWS_REGION: 'eu-central-1' },
      ...{ AWS_ACCESS_KEY_ID: 'AKIAOFTHETESTS000000', AWS_SECRET_ACCESS_KEY: secrets.key },
      ...environment,
    },
  });
  const errors = lines.filter((line) => line.startsWith('::error'));
  expect([exitCode, errors.length]).toEqual(exitCode === 0 ? [0, 0] : [1, 1]);
  const shown = lines.filter((line) => !line.startsWith('::add-mask::')).join('\n');
  for (const secret of Object.values(secrets))
    expect([shown, summary, JSON.stringify(outputs)].join()).not.toContain(secret);
  // A run that ended before its outcome was known has none that tell of it.
  const told = 'status' in outputs ? outputs : undefined;
  // Those of ECR and IAM among them.
  const end: RunEnd = {
    fixedCalls: 35,
    failure: errors[0],
    outputs: told,
    seconds: now(),
    told: `${shown}\n${summary}`,
  };
  return { end, server: { truth: () => truth, calls: server.calls, undone: server.undone } };
}
