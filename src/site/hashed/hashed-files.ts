import { type HashToken, hashToken } from './hash-token.ts';

/** What a path alone tells. */
export type NameVerdict = 'hashed' | 'unclear' | 'plain';

/**
 * Whether the name of one file carries a hash of its content. `plain` is for sure, and `hashed` is said of code alone: what
 * a bundler has made of other files, only the whole build can tell (`hashedFiles`).
 */
export function nameVerdict(path: string): NameVerdict {
  if (isInHashedFolder(path)) return isCompanion(path) ? 'unclear' : 'hashed';
  const token = hashToken(path);
  if (token === undefined || (token.separator === '' && !token.isRandom)) return 'plain';
  return token.isProven && isCode(path) ? 'hashed' : 'unclear';
}

/**
 * Whether a file goes with another one and bears its hash: a source map, the licences that were cut out of a script, a compressed
 * twin. A comment in a package, or another compressor, changes it, and not the name.
 */
function isCompanion(path: string): boolean {
  return /\.\w{1,12}\.(?:map|br|gz|zst|LICENSE\.txt|LEGAL\.txt)$/.test(path);
}

/** Folders in which the framework gives every file a name that changes with its content, by its documentation. */
const hashedFolders = [
  // https://nextjs.org/docs/app/guides/self-hosting
  /(?:^|\/)_next\/static\//,
  // https://svelte.dev/docs/kit/adapter-node
  /(?:^|\/)_app\/immutable\//,
  // https://docs.astro.build/en/reference/configuration-reference/#buildassets
  /(?:^|\/)_astro\//,
  // https://nuxt.com/docs/api/nuxt-config#buildassetsdir: all but what names the builds.
  /(?:^|\/)_nuxt\/(?!builds\/)/,
];

function isInHashedFolder(path: string): boolean {
  return hashedFolders.some((folder) => folder.test(path));
}

interface Named {
  readonly path: string;
  readonly token: HashToken;
}

/**
 * The files of a build whose names carry a hash of their content. A plain name that is taken for a hashed one is frozen for
 * a year in visitors' browsers, while a hashed one that is missed costs a request that is answered with 304. So a name has
 * to prove it: code by a text that nobody writes, other files, which may be copies, by the form that the bundler gave to the
 * code of the same build; or both by a form that all their neighbours have.
 */
export function hashedFiles(built: readonly string[]): ReadonlySet<string> {
  const paths = built.filter((path) => !isCompanion(path));
  const named = paths.flatMap((path): readonly Named[] => {
    const token = isInHashedFolder(path) ? undefined : hashToken(path);
    return token ? [{ path, token }] : [];
  });
  const proven = named.filter(({ path, token }) => token.isProven && isCode(path));
  const isOfTheBundler = bundlersForm(proven);
  const provenForms = new Set(proven.map(formOfName));
  const isOfTheFolder = foldersForm(
    paths,
    named.filter(({ token }) => token.isRandom),
  );
  const hashed = named.filter((file) => {
    if (isOfTheFolder(file) || isTwin(file, provenForms)) return true;
    return file.token.isProven && (isCode(file.path) || isOfTheBundler(file));
  });
  return new Set([...paths.filter(isInHashedFolder), ...hashed.map(({ path }) => path)]);
}

function isCode(path: string): boolean {
  return /\.(?:m?js|css|wasm)$/.test(path);
}

/** Lengths of the hashes that webpack, Rspack and Parcel give: https://webpack.js.org/configuration/output/#outputhashdigestlength */
const hexLengths: ReadonlySet<number> = new Set([8, 10, 16, 20, 32, 40, 64]);
/** Where bundlers put what is no code, if not beside it. */
const mediaFolders = /^(?:assets|static|media|images?|img|fonts|js|css)\//;

/** Whether a file has the form, and lies in a place, that fits the hashed code of the build. */
function bundlersForm(code: readonly Named[]): (file: Named) => boolean {
  const alphabets = new Set(code.map(({ token }) => token.alphabet));
  const separators = new Set(code.map(({ token }) => token.separator));
  const places = new Set(code.map(({ path }) => firstFolder(path)));
  return ({ path, token: { alphabet, separator, text } }) => {
    if (!alphabets.has(alphabet)) return false;
    if (!places.has(firstFolder(path)) && !mediaFolders.test(path)) return false;
    return alphabet === 'hex' ? hexLengths.has(text.length) : separators.has(separator);
  };
}

/** Whether code has the same name as other code of the build, but for a hash that might be a number: `main.e3351018.css` beside `main.fb823805.js`. */
function isTwin(file: Named, provenForms: ReadonlySet<string>): boolean {
  const { path, token } = file;
  const isDate = /^(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d$/.test(token.text);
  return isCode(path) && token.alphabet === 'hex' && !isDate && provenForms.has(formOfName(file));
}

/** The name before a hash, with the hash's form; bundlers put styles and scripts into folders of their own. */
function formOfName({ path, token: { text, separator, alphabet } }: Named): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return [firstFolder(path), name.slice(0, name.lastIndexOf(text)), separator, alphabet, text.length].join('\0');
}

/** So many random texts prove a form that all the code of a folder, or all of its files, have. */
const minRandom = 2;

/**
 * Whether a file has the form that its neighbours have: in a folder whose code has it without exception, the code; where
 * all files have it, all of them.
 */
function foldersForm(paths: readonly string[], random: readonly Named[]): (file: Named) => boolean {
  const neighbours = counts(paths.flatMap((path) => groupsOf(path)));
  const alike = counts(paths.flatMap((path) => formsOf(path)));
  const proofs = counts(random.flatMap(({ path }) => formsOf(path)));
  return ({ path, token }) => {
    // What people write at the end of a name is often a size or a version, seldom a word of eight letters.
    if (!isCode(path) && !token.isRandom && token.alphabet !== 'hex' && /\d/.test(token.text)) return false;
    const forms = formsOf(path);
    return groupsOf(path).some((group, at) => {
      const form = forms[at] ?? '';
      return (proofs.get(form) ?? 0) >= minRandom && alike.get(form) === neighbours.get(group);
    });
  };
}

/** The groups that a file belongs to: all files of its folder and, if it is code, its code. */
function groupsOf(path: string): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return isCode(path) ? [`all ${folder}`, `code ${folder}`] : [`all ${folder}`];
}

/** For each group of a file, the group with the form of its hash; none where it surely has no hash. */
function formsOf(path: string): readonly string[] {
  const token = hashToken(path);
  if (token === undefined) return [];
  return groupsOf(path).map((group) => `${token.separator}${token.text.length} ${group}`);
}

function counts(texts: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const text of texts) counted.set(text, (counted.get(text) ?? 0) + 1);
  return counted;
}

function firstFolder(path: string): string {
  return path.slice(0, path.indexOf('/') + 1);
}
