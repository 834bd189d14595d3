/** A folder that nobody would make by hand: files by path, with their content. */
export type RandomTree = ReadonlyMap<string, string>;

const names = [
  'a',
  'b',
  'ab',
  'A',
  'x.y',
  '.e',
  'a b',
  'é',
  'd-1',
  '!n',
  '#n',
  '[a]',
  'b.',
  'a*',
  'st',
  'foo',
  'foobar',
];
const plain = ['a', 'b', 'ab', 'x.y', '.e', 'foo', 'st', 'd-1', 'é', 'a b', 'A'];
const wild = [
  ...[
    '*',
    '**',
    '?',
    '***',
    '[a-c]',
    '[!a]',
    '[^a]',
    '[]a]',
    '[[:alpha:]]',
    '[[:upper:]b]',
    '[a',
    '[z-a]',
    '[a-',
    '[[:no:]]',
  ],
  ...[
    '*.y',
    'f*',
    '*o*',
    'a?',
    '[.]e',
    '\\a',
    '\\!n',
    '\\#n',
    '\\*',
    '\\[a\\]',
    '[\\a-b]',
    '*\\',
    '[[:a]',
    'fo?*r',
    '[a-]*',
  ],
];
const before = ['', '', '', '', '', '/', '!', '!', '!/', '**/', '!**/', ' ', '#', '//'];
const behind = ['', '', '', '', '/', '/', '/*', '/**', ' ', '\\ ', '  ', '\t', '\r', '//'];

export function randomTree(random: () => number): RandomTree {
  const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const many = <T>(most: number, make: () => T) => Array.from({ length: Math.floor(random() * (most + 1)) }, make);
  const tree = new Map<string, string>();
  const folders = ['', ...many(6, () => [one(names), ...many(2, () => one(names))].join('/'))];
  for (const folder of folders) for (const name of many(4, () => one(names))) put(tree, join(folder, name), 'x');
  const segment = () => (random() < 0.5 ? one(plain) : random() < 0.7 ? one(wild) : one(plain) + one(wild));
  /** Of a path that is there, some segments are another way to write them. */
  const near = (folder: string) => {
    const inside = [...tree.keys()].filter((path) => folder === '' || path.startsWith(`${folder}/`));
    const path = (one(inside) ?? 'a').slice(folder === '' ? 0 : folder.length + 1).split('/');
    const part = path.slice(
      random() < 0.5 ? 0 : Math.floor(random() * path.length),
      path.length - (random() < 0.4 ? 1 : 0),
    );
    return part.map((name) => rewritten(name, random)).join('/');
  };
  const rule = (folder: string) => (random() < 0.6 ? one(before) + near(folder) + one(behind) : strange());
  const strange = () =>
    one(before) + [segment(), ...many(2, segment)].join(random() < 0.4 ? '/**/' : '/') + one(behind);
  for (const folder of folders)
    if (random() < 0.6) {
      const mark = random() < 0.05 ? '\ufeff' : '';
      put(
        tree,
        join(folder, '.gitignore'),
        mark + [rule(folder), ...many(6, () => rule(folder))].join('\n') + (random() < 0.8 ? '\n' : ''),
      );
    }
  return tree;
}

function rewritten(name: string, random: () => number): string {
  const at = Math.floor(random() * name.length);
  const [start, character, rest] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)];
  const ways = [
    name,
    name,
    '*',
    '**',
    `${start}*`,
    `*${rest}`,
    `${start}?${rest}`,
    `${start}[!/]${rest}`,
    `${start}\\${character}${rest}`,
  ];
  return ways[Math.floor(random() * ways.length)] ?? name;
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A path that would stand within a file, or be a folder, is left out. */
function put(tree: Map<string, string>, path: string, content: string): void {
  const parents = path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
  const isFolder = [...tree.keys()].some((other) => other.startsWith(`${path}/`));
  if (!isFolder && !parents.some((parent) => tree.has(parent))) tree.set(path, content);
}
