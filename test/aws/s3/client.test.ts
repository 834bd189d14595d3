import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { s3 } from '../../../src/aws/s3.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { withVariables } from '../../support/variables.ts';

const { signal } = new AbortController();
const region = 'eu-central-1';
const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIAX',
  AWS_SECRET_ACCESS_KEY: 's',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};
let server: Server | ReturnType<typeof createServer> | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listening(made: NonNullable<typeof server>): Promise<number> {
  server = made;
  await new Promise<void>((resolve) => void made.listen(0, '127.0.0.1', () => resolve()));
  return (made.address() as AddressInfo).port;
}

interface Seen {
  readonly method: string | undefined;
  readonly date: number;
  readonly checksum: string | undefined;
}

/** S3 whose clock is so many milliseconds before this machine's: it refuses what is signed for another quarter of an hour. */
async function skewedS3(skew: number): Promise<{ readonly url: string; readonly seen: readonly Seen[] }> {
  const seen: Seen[] = [];
  const port = await listening(
    createServer((request, response) => {
      const now = Date.now() + skew;
      const text = String(request.headers['x-amz-date']);
      const date = Date.parse(text.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
      const checksum = request.headers['x-amz-checksum-sha256'] as string | undefined;
      seen.push({ method: request.method, date, checksum });
      request.resume();
      const isRight = Math.abs(date - now) < 15 * 60_000;
      const error = '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message></Error>';
      response.writeHead(isRight ? 200 : 403, { date: new Date(now).toUTCString(), etag: '"e"' });
      response.end(isRight || request.method === 'HEAD' ? '' : error);
    }),
  );
  return { url: `http://127.0.0.1:${port}`, seen };
}

describe('a clock that is an hour off', () => {
  test.each([
    -3_600_000, 3_600_000,
  ])('(%d ms) is put right by the first answer, and holds for all that follows', async (skew) => {
    const { url, seen } = await skewedS3(skew);
    await withVariables({ ...credentials, AWS_ENDPOINT_URL_S3: url }, async () => {
      const { writer, reader } = s3({ region });
      expect(await writer.bucket('clinic', signal).put('a', Buffer.from('a'), {})).toBe('e');
      expect(await writer.bucket('clinic', signal).put('b', Buffer.from('b'), {})).toBe('e');
      // The SDK's part knows it too.
      expect(await reader.bucket('clinic', signal).checksum('b', 'e')).toBeUndefined();
    });
    expect(seen.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'HEAD']);
  });
});

test('each upload has its SHA-256, unless the environment asks for none that is not demanded', async () => {
  const { url, seen } = await skewedS3(0);
  const put = (more: Readonly<Record<string, string>>) =>
    withVariables({ ...credentials, AWS_ENDPOINT_URL_S3: url, ...more }, () =>
      s3({ region }).writer.bucket('clinic', signal).put('a', Buffer.from('a'), {}),
    );
  await put({});
  await put({ AWS_REQUEST_CHECKSUM_CALCULATION: 'WHEN_REQUIRED' });
  expect(seen.map(({ checksum }) => checksum)).toEqual(['ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=', undefined]);
});

test('AWS_CA_BUNDLE says whom to trust', async () => {
  const { key, cert } = selfSigned('localhost');
  const port = await listening(
    createSecureServer({ key, cert }, (request, response) => {
      request.resume();
      response.writeHead(200, { etag: '"e"' }).end('text');
    }),
  );
  const bundle = join(mkdtempSync(join(tmpdir(), 'bundle-')), 'ca.pem');
  writeFileSync(bundle, cert);
  const read = (more: Readonly<Record<string, string>>) =>
    withVariables({ ...credentials, AWS_ENDPOINT_URL: `https://localhost:${port}`, ...more }, async () => {
      const bucket = s3({ region }).reader.bucket('clinic', signal);
      // Our own requests, and the SDK's.
      return [(await bucket.text('a'))?.text, await bucket.checksum('a', 'e')];
    });
  expect(await read({ AWS_CA_BUNDLE: bundle })).toEqual(['text', undefined]);
  await expect(read({ AWS_CA_BUNDLE: `${bundle}.none` })).rejects.toThrow(/AWS_CA_BUNDLE names .* cannot be read/);
  await expect(read({})).rejects.toThrow(/self-signed/);
});

test('what a server does not know (501) is not asked ten times, and is done without where that will do', async () => {
  let asked = 0;
  const port = await listening(
    createServer((request, response) => {
      asked++;
      request.resume();
      const isConditional = request.headers['if-none-match'] !== undefined;
      response.writeHead(isConditional ? 501 : 200, { etag: '"e"' });
      response.end(isConditional ? '<Error><Code>NotImplemented</Code><Message>No.</Message></Error>' : '');
    }),
  );
  await withVariables({ ...credentials, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` }, async () => {
    const bucket = s3({ region }).writer.bucket('clinic', signal);
    const put = (whereKnown: boolean) => bucket.put('a', Buffer.from('a'), {}, { ifAbsent: true, whereKnown });
    await expect(put(false)).rejects.toThrow(/NotImplemented.*lock: false/s);
    expect(asked).toBe(1);
    expect(await put(true)).toBe('e');
    expect(asked).toBe(3);
  });
});
