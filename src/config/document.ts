import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap, type Pair as YamlPair } from 'yaml';
import { UserError } from '../errors.ts';

/** A value of the config file with the place where it stands. */
export interface Located {
  readonly value: unknown;
  /** "webapp.yml:12" */
  readonly place: string;
}

/** A map of the config file, in the order written. */
export type LocatedMap = ReadonlyMap<string, Located & { readonly children: LocatedMap | undefined }>;

/** Reads a YAML text as maps that know their lines, or throws a UserError with file and line. */
export function readDocument(path: string, source: string): LocatedMap {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const error = document.errors[0];
  if (error) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new UserError({
      what: `${path}:${line}:${col}: the config file is not valid YAML.`,
      why: `${error.message}.`,
      next: 'Correct that line.',
    });
  }
  const place = (offset: number | undefined) => `${path}:${lineCounter.linePos(offset ?? 0).line}`;
  if (!isMap(document.contents)) {
    throw new UserError({
      what: `${path}:1: the config file holds no environments.`,
      next: 'Start it with `environments:` and a name below it.',
    });
  }
  return locatedMap(document.contents, place);
}

function locatedMap(map: YAMLMap, place: (offset: number | undefined) => string): LocatedMap {
  return new Map(map.items.map((item) => locatedEntry(item, place)));
}

function locatedEntry({ key, value }: YamlPair, place: (offset: number | undefined) => string) {
  const name = isScalar(key) ? String(key.value) : String(key);
  const children = isMap(value) ? locatedMap(value, place) : undefined;
  const plain = isScalar(value) ? value.value : ((value as { toJSON?(): unknown } | null)?.toJSON?.() ?? value);
  return [name, { value: plain, place: place(isScalar(key) ? key.range?.[0] : undefined), children }] as const;
}
