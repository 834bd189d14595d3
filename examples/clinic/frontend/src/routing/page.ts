import { type State, states } from '../api/types.ts';

/** Every page of the site. */
export type Page =
  | { readonly name: 'requests'; readonly state: State | null }
  | { readonly name: 'request'; readonly id: number }
  | { readonly name: 'new-request' }
  | { readonly name: 'reports' }
  | { readonly name: 'not-found' };

/** The page that a URL means. */
export function pageOf({ pathname, searchParams }: URL): Page {
  const path = pathname.replace(/(.)\/+$/, '$1');
  const id = /^\/requests\/([1-9]\d{0,14})$/.exec(path)?.[1];
  if (id) return { name: 'request', id: Number(id) };
  if (path === '/' || path === '/requests') {
    return { name: 'requests', state: states.find((state) => state === searchParams.get('state')) ?? null };
  }
  if (path === '/requests/new') return { name: 'new-request' };
  return path === '/reports' ? { name: 'reports' } : { name: 'not-found' };
}
