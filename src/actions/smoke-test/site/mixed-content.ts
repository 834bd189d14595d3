import type { AssetReference } from '../../../site/page-references.ts';
import type { Flaw } from '../expect/finding.ts';

/** What a page over TLS asks for without it, and so does not get: https://w3c.github.io/webappsec-mixed-content/ */
export function mixedContentFlaws(pageUrl: string, references: readonly AssetReference[]): readonly Flaw[] {
  if (!pageUrl.startsWith('https:')) return [];
  return references.filter(isBlocked).map(({ url }) => ({
    subject: `an address in ${pageUrl}`,
    expected: 'https',
    actual: `http (${new URL(url).origin})`,
    advice: 'Browsers load no such file for a page over HTTPS: write the address with https, or without a scheme.',
  }));
}

/** Images, sound and video are asked for over HTTPS instead. */
function isBlocked({ kind, url }: AssetReference): boolean {
  const { protocol, hostname } = new URL(url);
  const isOwnMachine = hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(hostname);
  return protocol === 'http:' && !isOwnMachine && kind !== 'image' && kind !== 'media';
}
