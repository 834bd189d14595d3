import { type Proxies, proxiesOf } from '../../domain/proxies.ts';
import { trustedCertificates } from '../trusted-certificates.ts';
import type { ExchangeBounds } from './exchange-bounds.ts';
import { type Send, transport } from './transport.ts';

/** The way to S3 that the environment names: through a proxy or not, trusting whom it says. */
export function network(environment: NodeJS.ProcessEnv, bounds?: ExchangeBounds): Send {
  let made: Promise<Send> | undefined;
  return async (endpoint, request, signal) => {
    made ??= sendBy(proxiesOf(environment), trustedCertificates(environment), bounds);
    return (await made)(endpoint, request, signal);
  };
}

/** Node's HTTP client costs some milliseconds of a start, so it is loaded only for a proxy. */
async function sendBy(
  proxies: Proxies | undefined,
  ca: string | undefined,
  bounds: ExchangeBounds | undefined,
): Promise<Send> {
  if (!proxies?.https_proxy) return transport(bounds, ca);
  return (await import('./proxied-transport.ts')).proxiedTransport(proxies, bounds, ca);
}
