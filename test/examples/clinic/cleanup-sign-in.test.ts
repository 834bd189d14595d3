import { Signer } from '@aws-sdk/rds-signer';
import { describe, expect, jest, test } from '@jest/globals';
import { parseDatabaseUrl } from '../../../examples/clinic/backend/src/database/database-url.ts';
import { databaseAddress } from '../../../examples/clinic/cleanup/database-address.ts';
import { iamToken } from '../../../examples/clinic/cleanup/iam-token.ts';

const now = new Date('2026-11-30T12:34:56.789Z');
const place = { host: 'clinic-prod-db.abc.eu-central-1.rds.amazonaws.com', port: 5432, region: 'eu-central-1' };

describe('the token of a database user', () => {
  test.each([
    ['cleanup', 'ASIAEXAMPLE', 'secret', 'token+with/every=kind'],
    ['clean up*(!)', 'AKIAEXAMPLE', "s3cr3t/'+", undefined],
  ])("is that of AWS's own signer: %s", async (user, accessKeyId, secretAccessKey, sessionToken) => {
    jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
      const { host: hostname, port, region } = place;
      const theirs = await new Signer({ hostname, port, region, username: user, credentials }).getAuthToken();
      const ours = iamToken({ ...place, user }, { accessKeyId, secretAccessKey, sessionToken }, now);
      expect(parts(ours)).toEqual(parts(theirs));
    } finally {
      jest.useRealTimers();
    }
  });

  /** Place and parameters, whose order means nothing. */
  function parts(token: string): unknown {
    const url = new URL(`https://${token}`);
    return [url.host, Object.fromEntries(url.searchParams)];
  }
});

describe('the function finds its database', () => {
  const env = {
    ...{ DATABASE_ENGINE: 'mysql', DATABASE_HOST: place.host, DATABASE_PORT: '3306', DATABASE_NAME: 'app' },
    ...{ DATABASE_USER: 'cleanup', AWS_REGION: place.region, AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'S' },
  };

  test('by its place and a token, over verified TLS', () => {
    const address = parseDatabaseUrl(databaseAddress(env, now));
    expect(address).toMatchObject({
      ...{ engine: 'mysql', host: place.host, port: 3306, user: 'cleanup', database: 'app', tls: 'verify-full' },
      password: expect.stringContaining(`${place.host}:3306/?Action=connect&DBUser=cleanup&`),
    });
  });

  test('by a URL, as it was', () => {
    expect(databaseAddress({ DATABASE_URL: 'mysql://u:p@h/d' }, now)).toBe('mysql://u:p@h/d');
  });

  test('or says what is missing', () => {
    expect(() => databaseAddress({ ...env, DATABASE_HOST: '' }, now)).toThrow('DATABASE_HOST is missing');
  });
});
