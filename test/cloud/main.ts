import { parseArgs } from 'node:util';
import { type Cloud, startCloud } from './cloud.ts';

/**
 * Runs the local cloud as a process of its own, with an administrator in each of two sample accounts, until SIGINT or SIGTERM:
 *
 *     node test/cloud/main.ts [--port N] [--region R] [--json]
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    region: { type: 'string', default: 'us-east-1' },
    json: { type: 'boolean', default: false },
  },
});

const cloud = await startCloud({ port: Number(values.port) });
const accounts = cloud.accounts.map((accountId) => ({
  accountId,
  environment: cloud.environment(cloud.iam.administrator(accountId), values.region),
}));
console.log(values.json ? JSON.stringify({ endpoint: cloud.endpoint, accounts }) : welcome(cloud));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cloud.close());

function welcome({ endpoint }: Cloud): string {
  const exports = accounts.map(({ accountId, environment }) => {
    const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${value}`);
    return [`# account ${accountId}`, ...lines].join('\n');
  });
  return [`The local cloud answers at ${endpoint}; end it with Ctrl-C.`, ...exports].join('\n\n');
}
