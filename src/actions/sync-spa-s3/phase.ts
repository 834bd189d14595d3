/**
 * Files are written in this order, each phase only when the one before is done: what names others exists after them. Who
 * fetches pages by itself as soon as it has changed comes when all of them are there.
 */
export const phases = ['immutable', 'other', 'pointer', 'page', 'entry', 'watched'] as const;
export type Phase = (typeof phases)[number];

/** The page by which visitors enter, unless `entries` says otherwise; also the page of a folder. */
export const entryPage = 'index.html';

/** The files by which visitors enter. */
export function entriesOf({ entries }: { readonly entries: readonly string[] }): readonly string[] {
  return entries.length > 0 ? entries : [entryPage];
}

export function isPage(path: string): boolean {
  return path.endsWith('.html');
}

/** What a file is beside its name. */
export interface Roles {
  readonly isEntry: (path: string) => boolean;
  readonly isImmutable: (path: string) => boolean;
  readonly isServiceWorker: (path: string) => boolean;
}

export function phaseOf(path: string, { isEntry, isImmutable, isServiceWorker }: Roles): Phase {
  if (isEntry(path)) return 'entry';
  if (isPage(path)) return 'page';
  if (isImmutable(path)) return 'immutable';
  if (isServiceWorker(path) || watched.test(path)) return 'watched';
  return pointers.test(path) ? 'pointer' : 'other';
}

/** Whether a name is one that frameworks and push services give to service workers: Workbox, Angular, CRA, Firebase, OneSignal. */
export function isServiceWorkerName(path: string): boolean {
  return /(?:^|\/)(?:[\w-]+-)?(?:sw|service-?worker|ngsw-worker|OneSignalSDK(?:Updater)?Worker)\.m?js$/i.test(path);
}

/** What service workers, and tabs that are open, ask for now and then, to fetch the new pages: Angular's, SvelteKit's, Nuxt's, and the usual one. */
const watched = /(?:^|\/)(?:ngsw\.json|version\.json|_nuxt\/builds\/latest\.json)$/;

/** What names other files and is loaded before them: module federation, import maps, the manifests of CRA, Vite, VitePress and Gatsby. */
const pointers =
  /(?:^|\/)(?:remoteEntry[\w.-]*\.m?js|mf-manifest\.json|import-?map\.json|asset-manifest\.json|hashmap\.json|\.vite\/manifest\.json|chunk-map\.json|app-data\.json)$|\.importmap$/i;
