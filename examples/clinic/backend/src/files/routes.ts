import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { readFile } from '../http/body.ts';
import { conflict } from '../http/problem.ts';
import type { Route } from '../http/router.ts';
import { mayUpload } from '../requests/permissions.ts';
import { visibleRequest } from '../requests/routes.ts';
import { attachment } from './content-disposition.ts';
import { findFile, storeFile } from './file-store.ts';
import type { Uploads } from './uploads.ts';

/** Adding a file to a request and getting it back. */
export function fileRoutes(database: Database, uploads: Uploads, config: Config, now: () => Date): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/requests/:request/files',
      access: 'signed-in',
      handle: async ({ request, id }, user) => {
        const target = await visibleRequest(database, id('request'), user);
        if (!mayUpload(user, target)) throw conflict(`The request is ${target.state}: no more files are accepted.`);
        const file = await readFile(request, 'file', config.uploadLimitBytes);
        return Response.json(await storeFile(database, uploads, target.id, file, user, now()), { status: 201 });
      },
    },
    {
      method: 'GET',
      path: '/requests/:request/files/:file',
      access: 'signed-in',
      handle: async ({ id }, user) => {
        const target = await visibleRequest(database, id('request'), user);
        const { file, key } = await findFile(database, target.id, id('file'));
        return new Response(await uploads.get(key), {
          headers: {
            'content-type': file.mediaType,
            'content-length': String(file.sizeBytes),
            'content-disposition': attachment(file.name),
            // Someone else's file must not run as a page of ours, whatever type it claims to be.
            'content-security-policy': "default-src 'none'; sandbox",
          },
        });
      },
    },
  ];
}
