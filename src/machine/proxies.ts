import { proxiesOf } from '../domain/proxies.ts';

/**
 * Sends HTTPS requests of `fetch`, and of every client without an agent of its own, through the environment's proxy. Plain
 * HTTP stays direct: its only servers are those that no proxy reaches, such as the instance metadata service.
 */
export async function useProxies(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const { http_proxy: _, ...proxies } = proxiesOf(environment) ?? {};
  if (proxies.https_proxy === undefined) return;
  // Since Node 24.14. Before that, NODE_USE_ENV_PROXY=1 does the same.
  const { setGlobalProxyFromEnv } = await import('node:http');
  setGlobalProxyFromEnv?.(proxies);
}
