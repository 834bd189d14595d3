import { type Role, type User, userColumns, userFromRow } from '../auth/user.ts';
import type { Database } from '../database/database.ts';
import { deleteFilesOf, filesOf } from '../files/file-store.ts';
import type { Uploads } from '../files/uploads.ts';
import { type Fields, readJson } from '../http/body.ts';
import { conflict, invalid, notFound } from '../http/problem.ts';
import type { Route } from '../http/router.ts';
import { allowedMoves, maySee, mayUpload } from './permissions.ts';
import { type CertificateRequest, certificates } from './request.ts';
import { changeState, findRequest, historyOf, listRequests, registerRequest } from './request-store.ts';
import { states } from './state-table.ts';

/** Registering requests, reading them, and moving them through their states. */
export function requestRoutes(database: Database, uploads: Uploads, now: () => Date): readonly Route[] {
  const answer = async (id: number, user: User, status = 200) =>
    Response.json(await detailsOf(database, await visibleRequest(database, id, user), user), { status });
  return [
    {
      method: 'GET',
      path: '/requests',
      access: 'signed-in',
      handle: async ({ url }, user) =>
        Response.json(
          await listRequests(database, {
            state: states.find((state) => state === url.searchParams.get('state')),
            beforeId: Number.parseInt(url.searchParams.get('before') ?? '', 10) || undefined,
            physicianId: user.role === 'physician' ? user.id : undefined,
          }),
        ),
    },
    {
      method: 'POST',
      path: '/requests',
      access: 'signed-in',
      roles: ['operator', 'admin'],
      handle: async ({ request }, user) => {
        const fields = await readJson(request);
        const details = {
          patient: fields.text('patient', 120),
          certificate: fields.oneOf('certificate', certificates, 'general-health'),
          notes: fields.optionalText('notes', 2000),
        };
        return answer(await registerRequest(database, details, user, now()), user, 201);
      },
    },
    {
      method: 'GET',
      path: '/requests/:request',
      access: 'signed-in',
      handle: async ({ id }, user) => answer(id('request'), user),
    },
    {
      method: 'POST',
      path: '/requests/:request/moves',
      access: 'signed-in',
      handle: async ({ request, id }, user) => {
        await move(database, await visibleRequest(database, id('request'), user), await readJson(request), user, now());
        return answer(id('request'), user);
      },
    },
    {
      method: 'POST',
      path: '/requests/:request/override',
      access: 'signed-in',
      roles: ['admin'],
      handle: async ({ request, id }, user) => {
        await override(database, await findRequest(database, id('request')), await readJson(request), user, now());
        return answer(id('request'), user);
      },
    },
    {
      method: 'DELETE',
      path: '/requests/:request',
      access: 'signed-in',
      roles: ['admin'],
      handle: async ({ id }) => {
        await findRequest(database, id('request'));
        await deleteFilesOf(database, uploads, id('request'));
        await database.change('delete from requests where id = ?', [id('request')]);
        return new Response(null, { status: 204 });
      },
    },
  ];
}

/** The request, if this user may know of it; otherwise 404, as for one that does not exist. */
export async function visibleRequest(database: Database, id: number, user: User): Promise<CertificateRequest> {
  const request = await findRequest(database, id);
  if (!maySee(user, request)) throw notFound('request');
  return request;
}

async function detailsOf(database: Database, request: CertificateRequest, user: User): Promise<object> {
  return {
    ...request,
    history: await historyOf(database, request.id),
    files: await filesOf(database, request.id),
    moves: allowedMoves(user, request).map(({ to, assigns }) => ({ to, assigns: assigns ?? null })),
    mayUpload: mayUpload(user, request),
    mayOverride: user.role === 'admin',
  };
}

async function move(
  database: Database,
  request: CertificateRequest,
  fields: Fields,
  user: User,
  now: Date,
): Promise<void> {
  const to = fields.oneOf('to', states);
  const step = allowedMoves(user, request).find((allowed) => allowed.to === to);
  if (!step) throw conflict(`You cannot move this request from ${request.state} to ${to}.`);
  const assignee = step.assigns && (await userWithRole(database, fields.optionalId('assignee'), step.assigns));
  await changeState(
    database,
    request.id,
    {
      from: request.state,
      to,
      overridden: false,
      reason: fields.optionalText('reason', 500),
      ...(assignee && step.assigns === 'manager' && { managerId: assignee.id }),
      ...(assignee && step.assigns === 'physician' && { physicianId: assignee.id }),
    },
    user,
    now,
  );
}

async function override(
  database: Database,
  request: CertificateRequest,
  fields: Fields,
  user: User,
  now: Date,
): Promise<void> {
  const to = fields.oneOf('to', states);
  if (to === request.state) throw invalid(`The request is already ${to}.`);
  const reason = fields.text('reason', 500);
  await changeState(database, request.id, { from: request.state, to, overridden: true, reason }, user, now);
}

async function userWithRole(database: Database, id: number | undefined, role: Role): Promise<User> {
  if (id === undefined) throw invalid(`"assignee" is missing: the id of a ${role}.`);
  const [row] = await database.rows(`select ${userColumns} from users where id = ? and role = ?`, [id, role]);
  if (!row) throw invalid(`"assignee" ${id} is not a ${role}.`);
  return userFromRow(row);
}
