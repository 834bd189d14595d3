import { randomInt } from 'node:crypto';
import type { User } from '../auth/user.ts';
import type { Database, Queries, Row, SqlValue } from '../database/database.ts';
import { integer, optional, text, time, truth } from '../database/row.ts';
import { conflict, notFound } from '../http/problem.ts';
import type { CertificateRequest, HistoryEntry, Person } from './request.ts';
import { type State, stateOf } from './state-table.ts';

const selectRequests = `
  select requests.*, manager.name as manager_name, physician.name as physician_name, creator.name as creator_name
  from requests
  join users creator on creator.id = requests.created_by
  left join users manager on manager.id = requests.manager_id
  left join users physician on physician.id = requests.physician_id`;

const pageSize = 50;

/** Which requests to list, newest first. */
export interface RequestFilter {
  readonly state: State | undefined;
  readonly physicianId: number | undefined;
  /** Only those registered before this one: the page after it. */
  readonly beforeId: number | undefined;
}

/** One page of requests, and where the next one starts. */
export async function listRequests(
  queries: Queries,
  filter: RequestFilter,
): Promise<{ readonly requests: readonly CertificateRequest[]; readonly next: number | null }> {
  const conditions: readonly (readonly [string, SqlValue | undefined])[] = [
    ['requests.state = ?', filter.state],
    ['requests.physician_id = ?', filter.physicianId],
    ['requests.id < ?', filter.beforeId],
  ];
  const used = conditions.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
  const where = used.length > 0 ? `where ${used.map(({ sql }) => sql).join(' and ')}` : '';
  const rows = await queries.rows(
    `${selectRequests} ${where} order by requests.id desc limit ${pageSize + 1}`,
    used.map(({ value }) => value),
  );
  const requests = rows.slice(0, pageSize).map(requestFromRow);
  return { requests, next: rows.length > pageSize ? (requests.at(-1)?.id ?? null) : null };
}

/** One request. Throws 404. */
export async function findRequest(queries: Queries, id: number): Promise<CertificateRequest> {
  const [row] = await queries.rows(`${selectRequests} where requests.id = ?`, [id]);
  if (!row) throw notFound('request');
  return requestFromRow(row);
}

/** Registers a request and answers its id. */
export async function registerRequest(
  database: Database,
  details: Pick<CertificateRequest, 'patient' | 'certificate' | 'notes'>,
  user: User,
  now: Date,
): Promise<number> {
  return database.transaction(async (queries) => {
    const id = await queries.insert(
      `insert into requests (reference, patient, certificate, notes, state, created_by, created_at, state_changed_at)
       values (?, ?, ?, ?, 'registered', ?, ?, ?)`,
      [newReference(), details.patient, details.certificate, details.notes, user.id, now, now],
    );
    await addHistory(queries, id, { from: null, to: 'registered', overridden: false, reason: '' }, user, now);
    return id;
  });
}

/** A step to take, and who is given the request with it. */
export interface StateChange extends Pick<HistoryEntry, 'to' | 'overridden' | 'reason'> {
  readonly from: State;
  readonly managerId?: number;
  readonly physicianId?: number;
}

/** Takes a step and records it. Throws 409 when the request is no longer in the state it was seen in. */
export async function changeState(
  database: Database,
  id: number,
  change: StateChange,
  user: User,
  now: Date,
): Promise<void> {
  await database.transaction(async (queries) => {
    const changed = await queries.change(
      `update requests set state = ?, state_changed_at = ?,
              manager_id = coalesce(?, manager_id), physician_id = coalesce(?, physician_id)
       where id = ? and state = ?`,
      [change.to, now, change.managerId ?? null, change.physicianId ?? null, id, change.from],
    );
    if (changed === 0) throw conflict('Someone else has just moved this request. Load it again.');
    await addHistory(queries, id, change, user, now);
  });
}

/** The steps of a request, oldest first. */
export async function historyOf(queries: Queries, id: number): Promise<readonly HistoryEntry[]> {
  const rows = await queries.rows(
    `select request_history.*, users.name as actor from request_history
     join users on users.id = request_history.actor_id where request_id = ? order by request_history.id`,
    [id],
  );
  return rows.map((row) => ({
    from: optional(row, 'from_state', (from, column) => stateOf(text(from, column))),
    to: stateOf(text(row, 'to_state')),
    overridden: truth(row, 'overridden'),
    reason: text(row, 'reason'),
    actor: text(row, 'actor'),
    at: time(row, 'at'),
  }));
}

async function addHistory(
  queries: Queries,
  id: number,
  entry: Pick<HistoryEntry, 'from' | 'to' | 'overridden' | 'reason'>,
  user: User,
  now: Date,
): Promise<void> {
  await queries.insert(
    'insert into request_history (request_id, actor_id, from_state, to_state, overridden, reason, at) values (?, ?, ?, ?, ?, ?, ?)',
    [id, user.id, entry.from, entry.to, entry.overridden, entry.reason, now],
  );
}

function requestFromRow(row: Row): CertificateRequest {
  const person = (id: string, name: string): Person | null =>
    row[id] === null ? null : { id: integer(row, id), name: text(row, name) };
  return {
    id: integer(row, 'id'),
    reference: text(row, 'reference'),
    patient: text(row, 'patient'),
    certificate: text(row, 'certificate'),
    notes: text(row, 'notes'),
    state: stateOf(text(row, 'state')),
    manager: person('manager_id', 'manager_name'),
    physician: person('physician_id', 'physician_name'),
    createdBy: { id: integer(row, 'created_by'), name: text(row, 'creator_name') },
    createdAt: time(row, 'created_at'),
    stateChangedAt: time(row, 'state_changed_at'),
  };
}

/** Without letters and digits that are easily taken for one another over the telephone. */
function newReference(): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  return `CR-${Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
}
