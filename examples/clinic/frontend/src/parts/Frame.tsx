import { type ReactNode, useEffect, useRef } from 'react';
import type { User } from '../api/types.ts';
import { Link } from '../routing/location.tsx';
import type { Page } from '../routing/page.ts';
import { useSession } from '../session.tsx';
import { roleNames } from '../words.ts';
import { Logo } from './Logo.tsx';

/** What every page has around it: the clinic's name, the ways to go, and who is signed in. */
export function Frame({
  page,
  user,
  children,
}: {
  readonly page: Page;
  readonly user: User;
  readonly children: ReactNode;
}) {
  const { signOut } = useSession();
  const main = useFocusOnChange(page.name);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="bar">
        <div className="bar-inner">
          <Link to="/requests" className="brand">
            <Logo />
            <span>Clínica Aurora</span>
          </Link>
          <nav aria-label="Main">
            <Way to="/requests" here={page.name === 'requests' || page.name === 'request'}>
              Requests
            </Way>
            {(user.role === 'operator' || user.role === 'admin') && (
              <Way to="/requests/new" here={page.name === 'new-request'}>
                New
              </Way>
            )}
            {(user.role === 'manager' || user.role === 'admin') && (
              <Way to="/reports" here={page.name === 'reports'}>
                Reports
              </Way>
            )}
          </nav>
          <div className="who">
            <span className="who-name">
              {user.name} <small>{roleNames[user.role]}</small>
            </span>
            <button type="button" className="quiet" onClick={() => void signOut()}>
              Sign out
            </button>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function Way({ to, here, children }: { readonly to: string; readonly here: boolean; readonly children: ReactNode }) {
  return (
    <Link to={to} aria-current={here ? 'page' : undefined}>
      {children}
    </Link>
  );
}

/** A screen reader learns of a new page by where the focus is; the first page keeps the browser's own. */
function useFocusOnChange(name: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(name);
  useEffect(() => {
    if (shown.current !== name) main.current?.focus({ preventScroll: true });
    shown.current = name;
  }, [name]);
  return main;
}
