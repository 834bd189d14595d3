import type { Queries } from '../database/database.ts';
import { integer, optional, text, time } from '../database/row.ts';
import type { Route } from '../http/router.ts';
import { states } from '../requests/state-table.ts';
import { csv } from './csv.ts';

/** How many requests stand where, and all of them as a table. */
export function reportRoutes(queries: Queries): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/reports',
      access: 'signed-in',
      roles: ['admin', 'manager'],
      handle: async () =>
        Response.json({ states: await countsByState(queries), physicians: await countsByPhysician(queries) }),
    },
    {
      method: 'GET',
      path: '/reports/requests.csv',
      access: 'signed-in',
      roles: ['admin', 'manager'],
      handle: async () =>
        new Response(csv([csvHeader, ...(await csvRows(queries))]), {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="requests.csv"',
          },
        }),
    },
  ];
}

async function countsByState(queries: Queries) {
  const rows = await queries.rows('select state, count(*) as requests from requests group by state');
  const counts = new Map(rows.map((row) => [text(row, 'state'), integer(row, 'requests')]));
  return states.map((state) => ({ state, requests: counts.get(state) ?? 0 }));
}

async function countsByPhysician(queries: Queries) {
  const rows = await queries.rows(
    `select users.id, users.name,
            sum(case when requests.state = 'physician-assigned' then 1 else 0 end) as waiting,
            sum(case when requests.state = 'closed' then 1 else 0 end) as closed
     from users left join requests on requests.physician_id = users.id
     where users.role = 'physician' group by users.id, users.name order by users.name, users.id`,
  );
  return rows.map((row) => ({
    id: integer(row, 'id'),
    name: text(row, 'name'),
    waiting: integer(row, 'waiting'),
    closed: integer(row, 'closed'),
  }));
}

const csvHeader = ['reference', 'patient', 'certificate', 'state', 'manager', 'physician', 'registered', 'last change'];

async function csvRows(queries: Queries): Promise<readonly (readonly string[])[]> {
  const rows = await queries.rows(
    `select requests.*, manager.name as manager_name, physician.name as physician_name from requests
     left join users manager on manager.id = requests.manager_id
     left join users physician on physician.id = requests.physician_id order by requests.id`,
  );
  return rows.map((row) => [
    text(row, 'reference'),
    text(row, 'patient'),
    text(row, 'certificate'),
    text(row, 'state'),
    optional(row, 'manager_name', text) ?? '',
    optional(row, 'physician_name', text) ?? '',
    time(row, 'created_at').toISOString(),
    time(row, 'state_changed_at').toISOString(),
  ]);
}
