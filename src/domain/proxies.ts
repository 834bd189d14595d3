import { UserError } from '../errors.ts';

/** The proxies to go through and the hosts to ask without one, under the names that Node's agents take (`proxyEnv`). */
export type Proxies = {
  readonly https_proxy?: string;
  readonly http_proxy?: string;
  readonly no_proxy?: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxies that an environment names; undefined where it names none. As everywhere, lower case comes first: https://about.gitlab.com/blog/we-need-to-talk-no-proxy/ */
export function proxiesOf(environment: Environment): Proxies | undefined {
  const secure = proxy('https_proxy', environment);
  const plain = proxy('http_proxy', environment);
  const direct = environment['no_proxy'] || environment['NO_PROXY'];
  if (secure === undefined && plain === undefined) return undefined;
  return {
    ...(secure === undefined ? {} : { https_proxy: secure }),
    ...(plain === undefined ? {} : { http_proxy: plain }),
    ...(direct ? { no_proxy: direct } : {}),
  };
}

/** A proxy without a scheme is one over HTTP, as curl and the runner have it; one of another protocol (SOCKS) is none for us. */
function proxy(name: string, environment: Environment): string | undefined {
  const variable = [name, name.toUpperCase()].find((each) => environment[each]) ?? name;
  const text = environment[variable];
  if (!text) return undefined;
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  // The text may hold a password.
  if (!url)
    throw new UserError({ what: `${variable} is not the address of a proxy.`, next: 'Set it to http://host:port.' });
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}
