import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { importedClients, slimClient } from '../../src/tooling/slim-clients.ts';

test('the names that compiled sources import of a client, from all files, and of no package of theirs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slim-'));
  const files = {
    'aws/one.js': "import { B, A as C } from '@aws-sdk/client-rds';\nimport { x } from '@aws-sdk/core';\n",
    'aws/two.js': "export {\n  A,\n  D,\n} from '@aws-sdk/client-rds';\nimport { E } from '@aws-sdk/client-ecs';\n",
    'node_modules/p/index.js': "import { F } from '@aws-sdk/client-rds';\n",
  };
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    expect(Object.fromEntries(importedClients(folder))).toEqual({
      '@aws-sdk/client-ecs': ['E'],
      '@aws-sdk/client-rds': ['A', 'B', 'D'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a slim client has the operations that are called, no other, and every error', () => {
  const code = slimClient('@aws-sdk/client-apprunner', ['AppRunnerClient', 'DescribeServiceCommand']);
  expect(code).toContain('"DescribeService"');
  expect(code).not.toContain('CreateService');
  for (const error of ['InvalidStateException', 'ServiceQuotaExceededException', 'InternalServiceErrorException'])
    expect(code).toContain(`class _${error}`);
  expect(code).toMatch(/from "@smithy\/core/);
});
