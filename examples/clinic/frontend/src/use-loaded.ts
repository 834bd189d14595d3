import { useCallback, useEffect, useState } from 'react';
import { ApiError } from './api/client.ts';
import { useSession } from './session.tsx';

/** What was asked of the API: on its way, here, or refused. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks when the page opens and whenever `load` changes; an older answer never replaces a newer one. */
export function useLoaded<T>(load: () => Promise<T>): readonly [Loaded<T>, (value: T) => void] {
  const [state, setState] = useState<Loaded<T>>({ kind: 'loading' });
  const { expire } = useSession();
  useEffect(() => {
    let current = true;
    setState({ kind: 'loading' });
    load().then(
      (value) => current && setState({ kind: 'loaded', value }),
      (error: unknown) => {
        if (error instanceof ApiError && error.status === 401) expire();
        else if (current) setState({ kind: 'failed', message: messageOf(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [load, expire]);
  const replace = useCallback((value: T) => setState({ kind: 'loaded', value }), []);
  return [state, replace];
}

/** Runs what a button or form asks for: `busy` while it is under way, `problem` in words when it is refused. */
export function useAction(): {
  readonly busy: boolean;
  readonly problem: string | null;
  readonly run: (work: () => Promise<void>) => void;
} {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { expire } = useSession();
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    work()
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401 && error.message === 'Sign in first.') expire();
        else setProblem(messageOf(error));
      })
      .finally(() => setBusy(false));
  };
  return { busy, problem, run };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.';
}
