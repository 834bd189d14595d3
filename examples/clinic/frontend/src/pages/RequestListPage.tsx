import { useCallback } from 'react';
import { type RequestPage, type RequestSummary, type State, states } from '../api/types.ts';
import { Problem } from '../parts/Problem.tsx';
import { StateBadge } from '../parts/StateBadge.tsx';
import { Title } from '../parts/Title.tsx';
import { Link } from '../routing/location.tsx';
import { useSignedIn } from '../session.tsx';
import { useAction, useLoaded } from '../use-loaded.ts';
import { certificateNames, day, stateNames } from '../words.ts';

/** All requests that the user may see, newest first, or those in one state. */
export function RequestListPage({ state }: { readonly state: State | null }) {
  const { api, user } = useSignedIn();
  const [page, replace] = useLoaded<RequestPage>(
    useCallback(() => api.requests({ state, before: null }), [api, state]),
  );
  return (
    <>
      <Title text="Requests">
        {(user.role === 'operator' || user.role === 'admin') && (
          <Link to="/requests/new" className="button">
            New request
          </Link>
        )}
      </Title>
      <nav className="filter" aria-label="State">
        <Link to="/requests" aria-current={state === null ? 'true' : undefined}>
          All
        </Link>
        {states.map((candidate) => (
          <Link
            key={candidate}
            to={`/requests?state=${candidate}`}
            aria-current={state === candidate ? 'true' : undefined}
          >
            {stateNames[candidate]}
          </Link>
        ))}
      </nav>
      {page.kind === 'loading' && <p className="soft">Loading…</p>}
      {page.kind === 'failed' && <Problem message={page.message} />}
      {page.kind === 'loaded' && <RequestTable requests={page.value.requests} />}
      {page.kind === 'loaded' && <More page={page.value} state={state} onLoaded={replace} />}
    </>
  );
}

function RequestTable({ requests }: { readonly requests: readonly RequestSummary[] }) {
  if (requests.length === 0) return <p className="empty">There are no requests here.</p>;
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">Reference</th>
          <th scope="col">Patient</th>
          <th scope="col">Certificate</th>
          <th scope="col">State</th>
          <th scope="col">Physician</th>
          <th scope="col">Registered</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr key={request.id}>
            <td data-label="Reference">
              <Link to={`/requests/${request.id}`} className="reference">
                {request.reference}
              </Link>
            </td>
            <td data-label="Patient" className="patient">
              {request.patient}
            </td>
            <td data-label="Certificate">{certificateNames[request.certificate]}</td>
            <td data-label="State">
              <StateBadge state={request.state} />
            </td>
            <td data-label="Physician">{request.physician?.name ?? <span className="soft">–</span>}</td>
            <td data-label="Registered">{day(request.createdAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MoreProps {
  readonly page: RequestPage;
  readonly state: State | null;
  readonly onLoaded: (page: RequestPage) => void;
}

function More({ page, state, onLoaded }: MoreProps) {
  const { api } = useSignedIn();
  const { busy, problem, run } = useAction();
  const load = async () => {
    const following = await api.requests({ state, before: page.next });
    onLoaded({ requests: [...page.requests, ...following.requests], next: following.next });
  };
  return (
    <div className="more">
      <Problem message={problem} />
      {page.next !== null && (
        <button type="button" className="quiet" disabled={busy} onClick={() => run(load)}>
          Show more
        </button>
      )}
    </div>
  );
}
