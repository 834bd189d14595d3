import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Api } from './api/client.ts';
import type { User } from './api/types.ts';

/** Who uses the site: not known yet, nobody, somebody, or not to be found out. */
export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly user: User }
  | { readonly kind: 'failed'; readonly message: string };

interface Session {
  readonly api: Api;
  readonly state: SessionState;
  readonly signIn: (email: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Back to the sign-in page: the API said that the session is over. */
  readonly expire: () => void;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ api, children }: { readonly api: Api; readonly children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'loading' });
  const expire = useCallback(() => setState({ kind: 'signed-out' }), []);
  useEffect(() => {
    api.session().then(
      (user) => setState(user ? { kind: 'signed-in', user } : { kind: 'signed-out' }),
      (error: unknown) =>
        setState({ kind: 'failed', message: error instanceof Error ? error.message : 'Something went wrong.' }),
    );
  }, [api]);
  const session = useMemo(
    () => ({
      api,
      state,
      expire,
      signIn: async (email: string, password: string) =>
        setState({ kind: 'signed-in', user: await api.signIn(email, password) }),
      signOut: () => api.signOut().finally(expire),
    }),
    [api, state, expire],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}

/** The API and the user, for pages that are only shown to someone who is signed in. */
export function useSignedIn(): { readonly api: Api; readonly user: User } {
  const { api, state } = useSession();
  if (state.kind !== 'signed-in') throw new Error('this page is only for users who are signed in');
  return { api, user: state.user };
}
