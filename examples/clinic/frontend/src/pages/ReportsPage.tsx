import { useCallback } from 'react';
import type { Report } from '../api/types.ts';
import { Problem } from '../parts/Problem.tsx';
import { Title } from '../parts/Title.tsx';
import { Link } from '../routing/location.tsx';
import { useSignedIn } from '../session.tsx';
import { useLoaded } from '../use-loaded.ts';
import { stateNames } from '../words.ts';

/** How many requests stand where, and what waits for each physician. */
export function ReportsPage() {
  const { api } = useSignedIn();
  const [report] = useLoaded<Report>(useCallback(() => api.report(), [api]));
  return (
    <>
      <Title text="Reports">
        <a className="button" href={api.csvUrl}>
          Download as CSV
        </a>
      </Title>
      {report.kind === 'loading' && <p className="soft">Loading…</p>}
      {report.kind === 'failed' && <Problem message={report.message} />}
      {report.kind === 'loaded' && (
        <div className="columns even">
          <ByState states={report.value.states} />
          <ByPhysician physicians={report.value.physicians} />
        </div>
      )}
    </>
  );
}

function ByState({ states }: { readonly states: Report['states'] }) {
  const most = Math.max(1, ...states.map(({ requests }) => requests));
  return (
    <section className="card" aria-labelledby="by-state">
      <h2 id="by-state">Requests by state</h2>
      <ul className="bars">
        {states.map(({ state, requests }) => (
          <li key={state}>
            <Link to={`/requests?state=${state}`}>{stateNames[state]}</Link>
            <span className="bar-track" aria-hidden="true">
              <span className={`bar-fill fill-${state}`} style={{ inlineSize: `${(100 * requests) / most}%` }} />
            </span>
            <strong>{requests}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ByPhysician({ physicians }: { readonly physicians: Report['physicians'] }) {
  return (
    <section className="card" aria-labelledby="by-physician">
      <h2 id="by-physician">Requests by physician</h2>
      <table className="numbers">
        <thead>
          <tr>
            <th scope="col">Physician</th>
            <th scope="col">Waiting</th>
            <th scope="col">Closed</th>
          </tr>
        </thead>
        <tbody>
          {physicians.map((physician) => (
            <tr key={physician.id}>
              <th scope="row">{physician.name}</th>
              <td>{physician.waiting}</td>
              <td>{physician.closed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
