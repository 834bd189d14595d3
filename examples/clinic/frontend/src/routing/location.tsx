import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from 'react';

const changed = 'clinic:navigated';
/** The path below which the site is served, without a slash at its end. */
const base = import.meta.env.BASE_URL.replace(/\/$/, '');

/** The path below the site's own and the query of the page, following the browser's buttons. */
export function useLocation(): URL {
  const href = useSyncExternalStore(subscribe, () => window.location.href);
  const url = new URL(href);
  if (url.pathname.startsWith(`${base}/`)) url.pathname = url.pathname.slice(base.length);
  return url;
}

/** Goes to a page of ours without loading it anew. */
export function navigate(to: string): void {
  window.history.pushState(null, '', base + to);
  window.dispatchEvent(new Event(changed));
}

/** A link to a page of ours; a new tab, or a middle click, works as for any link. */
export function Link({ to, ...attributes }: { readonly to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    navigate(to);
    window.scrollTo(0, 0);
  };
  return <a href={base + to} onClick={follow} {...attributes} />;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(changed, listener);
  };
}
