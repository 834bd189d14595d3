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

function originsIn(node: YamlNode): readonly string[] {
  switch (node.kind) {
    case 'scalar':
      return [];
    case 'sequence':
      return node.items.flatMap(originsIn);
    case 'mapping':
      return node.entries.flatMap(({ key, value }) =>
        value.kind === 'scalar' && keys.includes(key) ? originOf(value.text) : originsIn(value),
      );
  }
}

/** One that is a reference (`${stack:ApiUrl}`) is known in its own account only. */
function originOf(text: string): readonly string[] {
  if (text.includes('${') || !URL.canParse(text)) return [];
  const { origin, protocol } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? [origin] : [];
}
