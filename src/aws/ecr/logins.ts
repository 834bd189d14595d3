import { UserError } from '../../errors.ts';
import { clientSettings, explained } from '../client.ts';
import { ECRClient, GetAuthorizationTokenCommand } from './api.ts';
import type { EcrReader, RegistryLogin } from './vocabulary.ts';

/** Signs in once for each region, and again for a password that has expired. */
export function logins(client: ECRClient): EcrReader['login'] {
  const known = new Map<string, Promise<RegistryLogin>>();
  return async (given, signal, expired) => {
    const own = await client.config.region();
    const region = given ?? own;
    const before = await known.get(region)?.catch(() => undefined);
    if (before && before.password !== expired) return before;
    const login = signIn(region === own ? client : new ECRClient(clientSettings({ region })), region, signal);
    known.set(region, login);
    return login;
  };
}

async function signIn(client: ECRClient, region: string, abortSignal: AbortSignal): Promise<RegistryLogin> {
  const { authorizationData = [] } = await client
    .send(new GetAuthorizationTokenCommand({}), { abortSignal })
    .catch((error) => {
      throw explained(error, `Signing in to the registry of ${region}`);
    });
  const [{ authorizationToken = '', proxyEndpoint = '' } = {}] = authorizationData;
  return { ...loginOf(authorizationToken), host: URL.parse(proxyEndpoint)?.host ?? '' };
}

/** The token is the Base64 of `AWS:<password>`. */
function loginOf(token: string): Omit<RegistryLogin, 'host'> {
  const text = Buffer.from(token, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon > 0) return { username: text.slice(0, colon), password: text.slice(colon + 1) };
  throw new UserError({
    what: 'ECR gave no authorization token that can be used.',
    next: 'Check that ecr:GetAuthorizationToken is asked of the real ECR endpoint.',
  });
}
