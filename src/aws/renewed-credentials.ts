/** Credentials of a role's session. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** By the clock of this machine. */
  readonly expiration: Date;
}

export type CredentialsProvider = () => Promise<SessionCredentials>;

/** So long before they expire, credentials are renewed; of a short session, in its last quarter. */
const marginMs = 5 * 60_000;

/**
 * Credentials that outlive a session: before one expires, `assume` begins the next. While that fails, those that are
 * still valid go on. All clients of a run share one provider, so that they share the sessions.
 */
export function renewedCredentials(assume: CredentialsProvider, now: () => number): CredentialsProvider {
  let current: { readonly credentials: SessionCredentials; readonly renewAt: number } | undefined;
  let next: Promise<SessionCredentials> | undefined;
  const begin = async () => {
    const credentials = await assume();
    const end = credentials.expiration.getTime();
    current = { credentials, renewAt: end - Math.min(marginMs, (end - now()) / 4) };
    return credentials;
  };
  return async () => {
    if (current && now() < current.renewAt) return current.credentials;
    next ??= begin().finally(() => {
      next = undefined;
    });
    try {
      return await next;
    } catch (error) {
      if (current && now() < current.credentials.expiration.getTime()) return current.credentials;
      throw error;
    }
  };
}
