import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLMap,
  type Pair as YamlPair,
} from 'yaml';
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
      next: source.split('\n')[line - 1]?.includes('${')
        ? 'Correct that line. Between braces or brackets, a value with ${…} has to be quoted.'
        : 'Correct that line.',
    });
  }
  keepNumbersAsWritten(document);
  const place = (offset: number | undefined) => `${path}:${lineCounter.linePos(offset ?? 0).line}`;
  if (!isMap(document.contents)) {
    throw new UserError({
      what: `${path}:1: the config file holds no environments.`,
      next: 'Start it with `environments:` and a name below it.',
    });
  }
  return locatedMap(document.contents, { document, place });
}

/** `1.10` is a version and 012345678901 an account to those who write them here, not the numbers 1.1 and 12345678901. */
function keepNumbersAsWritten(document: Document): void {
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'number' && node.source !== undefined) node.value = node.source;
    },
  });
}

interface Origin {
  readonly document: Document;
  place(offset: number | undefined): string;
}

function locatedMap(map: YAMLMap, origin: Origin): LocatedMap {
  return new Map(map.items.map((item) => locatedEntry(item, origin)));
}

function locatedEntry({ key, value: written }: YamlPair, origin: Origin) {
  const name = isScalar(key) ? String(key.value) : String(key);
  const value = isAlias(written) ? written.resolve(origin.document) : written;
  const children = isMap(value) ? locatedMap(value, origin) : undefined;
  const plain = isScalar(value) ? value.value : toPlain(value, origin.document);
  return [name, { value: plain, place: origin.place(isScalar(key) ? key.range?.[0] : undefined), children }] as const;
}

function toPlain(value: unknown, document: Document): unknown {
  return isCollection(value) ? value.toJS(document) : value;
}
