/** A small site with one real build tool, and what its visitors see. */
export interface SiteProject {
  /** Its folder below `sites`, with a package.json, a lock file and `served.txt`. */
  readonly name: string;
  /** What `npm run build` writes and how each part is deployed: one part but for module federation. */
  readonly parts: readonly Part[];
  /** Where it keeps what it imports, and what it copies as it is. */
  readonly media: string;
  readonly copied: string;
  /** As the template of the edge is told. */
  readonly edge: Readonly<Record<string, string>> & { readonly Routing: 'app' | 'pages' };
  readonly routes: readonly Route[];
  /** Where apps begin, for the smoke test ['']. */
  readonly starts?: readonly string[];
  /** What is fetched only when a visitor does something; it tells the release. */
  readonly lazy: { readonly at: string; readonly click: string; readonly shows: string };
  /** The source in which `release one` becomes `release two`. */
  readonly changes: string;
  /** Where copies of that end up in the build ['']. */
  readonly copiedTo?: readonly string[];
  readonly hasServiceWorker?: true;
}

export interface Part {
  readonly output: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** An address and a text of its page. */
export interface Route {
  readonly path: string;
  readonly shows: string;
}

export const app = { Routing: 'app' } as const;
export const folders = { Routing: 'pages' } as const;
export const pageFiles = { Routing: 'pages', PageFiles: 'files' } as const;
