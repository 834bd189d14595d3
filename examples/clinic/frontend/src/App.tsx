import { LoginPage } from './pages/LoginPage.tsx';
import { NewRequestPage } from './pages/NewRequestPage.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { ReportsPage } from './pages/ReportsPage.tsx';
import { RequestListPage } from './pages/RequestListPage.tsx';
import { RequestPage } from './pages/RequestPage.tsx';
import { Frame } from './parts/Frame.tsx';
import { Problem } from './parts/Problem.tsx';
import { useLocation } from './routing/location.tsx';
import { type Page, pageOf } from './routing/page.ts';
import { useSession } from './session.tsx';

/** The page that the URL means, or the sign-in page in its place until someone is signed in. */
export function App({ demoHint }: { readonly demoHint: string }) {
  const page = pageOf(useLocation());
  const { state } = useSession();
  if (state.kind === 'loading') return <p className="waiting">Loading…</p>;
  if (state.kind === 'signed-out') return <LoginPage hint={demoHint} />;
  if (state.kind === 'failed') {
    return (
      <main className="narrow">
        <Problem message={state.message} />
      </main>
    );
  }
  return (
    <Frame page={page} user={state.user}>
      <PageContent page={page} />
    </Frame>
  );
}

function PageContent({ page }: { readonly page: Page }) {
  switch (page.name) {
    case 'requests':
      return <RequestListPage key={page.state} state={page.state} />;
    case 'request':
      return <RequestPage key={page.id} id={page.id} />;
    case 'new-request':
      return <NewRequestPage />;
    case 'reports':
      return <ReportsPage />;
    case 'not-found':
      return <NotFoundPage />;
  }
}
