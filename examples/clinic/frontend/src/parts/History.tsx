import type { HistoryEntry } from '../api/types.ts';
import { moment, stateNames } from '../words.ts';

/** Every step of a request, newest first. */
export function History({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history">History</h2>
      <ol className="history">
        {entries.toReversed().map((entry) => (
          <li key={entry.at + entry.to}>
            <p>
              <strong>{stateNames[entry.to]}</strong>
              {entry.overridden && <span className="badge badge-override">Override</span>}
            </p>
            <p className="soft">
              {entry.actor} · <time dateTime={entry.at}>{moment(entry.at)}</time>
            </p>
            {entry.reason && <p className="reason">“{entry.reason}”</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
