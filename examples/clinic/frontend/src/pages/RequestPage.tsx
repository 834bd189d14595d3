import { useCallback } from 'react';
import type { RequestDetails } from '../api/types.ts';
import { Files } from '../parts/Files.tsx';
import { History } from '../parts/History.tsx';
import { Moves } from '../parts/Moves.tsx';
import { Override } from '../parts/Override.tsx';
import { Problem } from '../parts/Problem.tsx';
import { Progress } from '../parts/Progress.tsx';
import { StateBadge } from '../parts/StateBadge.tsx';
import { Title } from '../parts/Title.tsx';
import { Link } from '../routing/location.tsx';
import { useSignedIn } from '../session.tsx';
import { useLoaded } from '../use-loaded.ts';
import { certificateNames, moment } from '../words.ts';

/** One request: what it is, how far it is, what the user may do, its files and its history. */
export function RequestPage({ id }: { readonly id: number }) {
  const { api } = useSignedIn();
  const [request, replace] = useLoaded<RequestDetails>(useCallback(() => api.request(id), [api, id]));
  return (
    <>
      <Link to="/requests" className="back">
        All requests
      </Link>
      {request.kind === 'loading' && <p className="soft">Loading…</p>}
      {request.kind === 'failed' && <Problem message={request.message} />}
      {request.kind === 'loaded' && <Details request={request.value} onChange={replace} />}
    </>
  );
}

function Details({
  request,
  onChange,
}: {
  readonly request: RequestDetails;
  readonly onChange: (request: RequestDetails) => void;
}) {
  return (
    <>
      <Title text={request.patient}>
        <StateBadge state={request.state} />
      </Title>
      <Progress state={request.state} />
      <div className="columns">
        <div>
          <Facts request={request} />
          <Moves key={request.state} request={request} onChange={onChange} />
          <Files request={request} onChange={onChange} />
          {request.mayOverride && <Override key={request.stateChangedAt} request={request} onChange={onChange} />}
        </div>
        <History entries={request.history} />
      </div>
    </>
  );
}

function Facts({ request }: { readonly request: RequestDetails }) {
  const facts: readonly (readonly [string, string])[] = [
    ['Reference', request.reference],
    ['Certificate', certificateNames[request.certificate]],
    ['Manager', request.manager?.name ?? '–'],
    ['Physician', request.physician?.name ?? '–'],
    ['Registered', `${moment(request.createdAt)} by ${request.createdBy.name}`],
    ['Notes', request.notes || '–'],
  ];
  return (
    <section className="card" aria-label="Details">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
