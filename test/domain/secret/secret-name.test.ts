import { describe, expect, test } from '@jest/globals';
import { isSecretName } from '../../../src/domain/secret/secret-name.ts';

describe('names of secrets', () => {
  test.each([
    ...['DB_PASSWORD', 'DBPASSWORD', 'dbPassword', 'MYSQL_PASS', 'SMTPPASS', 'db.password', 'PGPASSWORD', 'passphrase'],
    ...[
      'API_KEY',
      'apiKey',
      'x-api-key',
      'STRIPE_KEY',
      'stripeKey',
      'SECRET_KEY_BASE',
      'PRIVATE_KEY',
      'SSH_PRIVATE_KEY',
    ],
    ...[
      'ACCESS_TOKEN',
      'authtoken',
      'GITHUB_TOKEN',
      'NPM_TOKEN',
      'refresh_token',
      'csrfToken',
      'JWT',
      'JWT_SIGNING_KEY',
    ],
    ...['Authorization', 'Set-Cookie', 'COOKIE', 'SESSION_SECRET', 'session_id', 'SESSION_KEY', 'PASSWORD_HASH'],
    ...['CLIENT_SECRET', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'SENTRY_DSN', 'ENCRYPTION_KEYS', 'OTP', 'hmac'],
  ])('%s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });
});

describe('names of what everybody may see', () => {
  test.each([
    ...['NODE_ENV', 'PORT', 'LOG_LEVEL', 'DATABASE_HOST', 'API_URL', 'AWS_REGION', 'keyboard', 'KEY_PREFIX', 'monkey'],
    ...['PUBLIC_KEY', 'STRIPE_PUBLISHABLE_KEY', 'SUPABASE_ANON_KEY', 'RECAPTCHA_SITE_KEY', 'SORT_KEY', 'S3_KEY'],
    ...['SECRET_ARN', 'SECRET_NAME', 'TOKEN_TTL', 'TOKEN_URL', 'PASSWORD_MIN_LENGTH', 'COOKIE_DOMAIN', 'COOKIE_SECURE'],
    ...['compass', 'BYPASS', 'JWT_ISSUER', 'JWT_AUDIENCE', 'session_timeout', 'author', 'tokenizer_version', ''],
  ])('%s', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

test('a name without end is read from its end', () => {
  expect(isSecretName(`${'a_'.repeat(1_000_000)}PASSWORD`)).toBe(true);
});
