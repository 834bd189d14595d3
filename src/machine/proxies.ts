import { proxiesOf } from '../domain/proxies.ts';

/**
 * Lets `fetch`, and all who keep no agent of their own, go through the environment's proxy for HTTPS. Plain HTTP stays
 * direct: it is asked only of what no proxy reaches, such as the credentials of the instance that we run on.
 */
export async function useProxies(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const { http_proxy: _, ...proxies } = proxiesOf(environment) ?? {};
  if (proxies.https_proxy === undefined) return;
  // Since Node 24.14. Before that, NODE_USE_ENV_PROXY=1 does the same.
  const { setGlobalProxyFromEnv } = await import('node:http');
  setGlobalProxyFromEnv?.(proxies);
}
