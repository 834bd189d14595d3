import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Addresses of the machine's own surroundings: those of one link, and those where clouds hand out credentials. No app is
 * served there, and a redirect or a served address must not lead there.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html, https://www.rfc-editor.org/rfc/rfc3927
 */
const surroundings = listOf(
  ['169.254.0.0/16', 'fe80::/10'],
  ['100.100.100.200', '168.63.129.16', 'fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254'],
);

/** Throws where an address names such a place; a name is looked at when it is looked up. */
export function demandNoLinkLocal(url: string): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === 'metadata.google.internal' || isLinkLocal(host)) throw refusal();
}

/** Looks up names as usual, and refuses those that lead there. */
export const lookupElsewhere: LookupFunction = (name, options, callback) => {
  lookup(name, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? refusal(), '');
    if (addresses.some(({ address }) => isLinkLocal(address))) return callback(refusal(), '');
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function isLinkLocal(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && surroundings.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

function refusal(): NodeJS.ErrnoException {
  const reason = 'it is a link-local address, to which nothing is sent';
  return Object.assign(new Error(reason), { code: 'LINK_LOCAL_ADDRESS' });
}

function listOf(subnets: readonly string[], addresses: readonly string[]): BlockList {
  const list = new BlockList();
  const kindOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
  for (const address of addresses) list.addAddress(address, kindOf(address));
  for (const subnet of subnets) {
    const [net = '', bits] = subnet.split('/');
    list.addSubnet(net, Number(bits), kindOf(net));
  }
  return list;
}
