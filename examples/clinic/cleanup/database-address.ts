import { iamToken } from './iam-token.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The URL of the database from the function's environment: DATABASE_URL, or DATABASE_ENGINE, _HOST, _PORT, _NAME and _USER for a user
 * that signs in by IAM. Throws an Error that names what is missing.
 */
export function databaseAddress(env: Environment, now: Date): string {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  const needed = (name: string) => {
    const value = env[name];
    if (!value)
      throw new Error(`${name} is missing; set DATABASE_URL, or DATABASE_ENGINE, _HOST, _PORT, _NAME and _USER`);
    return value;
  };
  const [host, port, user] = [needed('DATABASE_HOST'), Number(needed('DATABASE_PORT')), needed('DATABASE_USER')];
  const credentials = {
    accessKeyId: needed('AWS_ACCESS_KEY_ID'),
    secretAccessKey: needed('AWS_SECRET_ACCESS_KEY'),
    sessionToken: env.AWS_SESSION_TOKEN,
  };
  const token = iamToken({ host, port, user, region: needed('AWS_REGION') }, credentials, now);
  const place = `${host}:${port}/${needed('DATABASE_NAME')}`;
  return `${needed('DATABASE_ENGINE')}://${user}:${encodeURIComponent(token)}@${place}?sslmode=verify-full`;
}
