import type { AssetKind } from '../asset-kind.ts';
import { kindOfFile } from '../asset-kind.ts';
import { type Naming, readIds, readNaming } from './naming.ts';

/** A script with a bundler's runtime, perhaps. */
export interface RuntimeScript {
  readonly text: string;
  /** Its own address; undefined for one that stands in a page. */
  readonly url: string | undefined;
  /** What relative addresses are relative to: the page's address. */
  readonly pageUrl: string;
}

/** A file that a page loads when it comes to that. */
export interface ChunkFile {
  readonly address: string;
  readonly kind: AssetKind;
}

/** No script has more runtimes. */
const maxNamings = 20;

/**
 * The files that the runtime of webpack or Rspack names by its maps of chunks, with absolute addresses. A runtime whose maps or
 * whose public path cannot be read names none: https://github.com/webpack/webpack/tree/main/lib/runtime
 */
export function chunkFiles(script: RuntimeScript): readonly ChunkFile[] {
  const found: ChunkFile[] = [];
  let namings = 0;
  // `u` makes the names of scripts; `miniCssF` (a plugin) and `k` (Rspack, experiments.css) those of stylesheets.
  const assignment = /(?<![\w$.])([\w$]{1,40})\.(u|miniCssF|k)\s{0,5}=\s{0,5}(?=[(\w$])/g;
  for (let match = assignment.exec(script.text); match !== null; match = assignment.exec(script.text)) {
    const [whole, runtime = '', member = ''] = match;
    const { naming, end } = readNaming(script.text, match.index + whole.length);
    assignment.lastIndex = Math.max(assignment.lastIndex, end - 1);
    if (naming && ++namings > maxNamings) break;
    if (naming) found.push(...filesOf(naming, member === 'u' ? 'script' : 'stylesheet', runtime, script));
  }
  return found;
}

function filesOf(
  naming: Naming,
  kind: ChunkFile['kind'],
  runtime: string,
  script: RuntimeScript,
): readonly ChunkFile[] {
  const ids = naming.ids.size > 0 ? [...naming.ids] : idsElsewhere(kind, runtime, script.text);
  const names = ids.flatMap((id) => naming.name(id) ?? []).filter((name) => kindOfFile(name) === kind);
  const base = names.length === 0 ? undefined : publicPath(runtime, script);
  if (base === undefined) return [];
  return names.flatMap((name) => {
    const address = URL.parse(base.prefix + name, base.url)?.href;
    return address === undefined ? [] : [{ address, kind }];
  });
}

/** Where one chunk alone has such a file, its name has no map: the chunk is the only one that is asked for, or that is said to have styles. */
function idsElsewhere(kind: ChunkFile['kind'], runtime: string, text: string): readonly string[] {
  if (kind === 'stylesheet') {
    const start = text.indexOf('.f.miniCss');
    const map = start < 0 ? -1 : text.slice(start, start + 600).search(/\{["'\w$]{1,80}:1[,}]/);
    return map < 0 ? [] : readIds(text, start + map);
  }
  const asked = [...text.matchAll(/(?<![\w$.])([\w$]{1,40})\.e\((\d{1,9}|"[^"\\]{1,80}"|'[^'\\]{1,80}')\)/g)];
  const ids = new Set(asked.map(([, , id = '']) => id.replace(/["']/g, '')));
  return asked.every(([, object]) => object === runtime) && ids.size === 1 ? [...ids] : [];
}

interface Base {
  readonly prefix: string;
  readonly url: string;
}

/** What stands before the names: a text, or, found when it runs, the folder of the script itself. Two that differ are not known. */
function publicPath(runtime: string, { text, url, pageUrl }: RuntimeScript): Base | undefined {
  const assigned =
    /(?<![\w$.])([\w$]{1,40})\.p\s{0,5}=\s{0,5}(?:"([^"\\]{0,2000})"|'([^'\\]{0,2000})'|[A-Za-z_$][\w$]{0,40}(?:\s{0,5}\+\s{0,5}"((?:\.\.\/){1,20})")?(?![\w$.([]))/g;
  const isAutomatic = text.includes('Automatic publicPath is not supported');
  const bases = new Map<string, Base>();
  for (const [, object, double, single, up = ''] of text.matchAll(assigned)) {
    if (object !== runtime) continue;
    const written = double ?? single;
    if (written === undefined && (!isAutomatic || url === undefined)) return undefined;
    const base = written === undefined ? { prefix: up, url: url ?? '' } : { prefix: written, url: pageUrl };
    bases.set(JSON.stringify(base), base);
  }
  const [only] = bases.values();
  return bases.size === 1 ? only : undefined;
}
