import { entryOf, type MappingNode, type YamlNode } from '../located-yaml/node.ts';

/** The keys under which an environment has its own addresses. */
const keys = ['api-url', 'site-url'];

/** The origins of other environments, as far as the config file names them, each with its environment. Those that this one has as well are not among them. */
export function foreignAddresses(document: MappingNode, environment: string): ReadonlyMap<string, string> {
  const environments = entryOf(document, 'environments')?.value;
  if (environments?.kind !== 'mapping') return new Map();
  const [own, others] = [new Set<string>(), new Map<string, string>()];
  for (const { key, value } of environments.entries) {
    for (const origin of originsIn(value)) {
      if (key === environment) own.add(origin);
      else others.set(origin, key);
    }
  }
  const shared = entryOf(document, 'defaults')?.value;
  if (shared) for (const origin of originsIn(shared)) own.add(origin);
  return new Map([...others].filter(([origin]) => !own.has(origin)));
}

/** An address that the config file refers to, such as `${stack:ApiUrl}`, as one environment has it. */
export interface ReferredAddress {
  readonly environment: string;
  readonly text: string;
  /** Where its stack is; undefined where the environment does not say. */
  readonly stack: string | undefined;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
}

/** The addresses that are references, of all environments: their own, and those of `defaults`. */
export function referredAddresses(document: MappingNode): readonly ReferredAddress[] {
  const environments = entryOf(document, 'environments')?.value;
  if (environments?.kind !== 'mapping') return [];
  const shared = entryOf(document, 'defaults')?.value;
  const everywhere = shared ? textsIn(shared) : [];
  return environments.entries.flatMap(({ key: environment, value }) => {
    const settings = { stack: setting(value, 'stack'), accountId: setting(value, 'account-id') };
    const place = { ...settings, region: setting(value, 'region') };
    const texts = new Set([...everywhere, ...textsIn(value)].filter((text) => text.includes('${')));
    return [...texts].map((text) => ({ environment, text, ...place }));
  });
}

function setting(environment: YamlNode, key: string): string | undefined {
  const found = environment.kind === 'mapping' ? entryOf(environment, key)?.value : undefined;
  return found?.kind === 'scalar' ? found.text : undefined;
}

function originsIn(node: YamlNode): readonly string[] {
  return textsIn(node).flatMap(originOf);
}

/** The addresses as they are written. */
function textsIn(node: YamlNode): readonly string[] {
  switch (node.kind) {
    case 'scalar':
      return [];
    case 'sequence':
      return node.items.flatMap(textsIn);
    case 'mapping':
      return node.entries.flatMap(({ key, value }) =>
        value.kind === 'scalar' && keys.includes(key) ? [value.text] : textsIn(value),
      );
  }
}

/** The origin of an address; none for a reference that is still to be resolved. */
export function originOf(text: string): readonly string[] {
  if (text.includes('${') || !URL.canParse(text)) return [];
  const { origin, protocol } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? [origin] : [];
}
