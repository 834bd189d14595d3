import type { Database } from '../database/database.ts';
import type { Route } from '../http/router.ts';

/** Whether this instance can serve, and which commit it was built of. */
export function healthRoutes(database: Database, commit: string): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/health',
      access: 'public',
      handle: async () => {
        const ok = await database.rows('select 1').then(
          () => true,
          () => false,
        );
        return Response.json({ ok }, { status: ok ? 200 : 503 });
      },
    },
    { method: 'GET', path: '/version', access: 'public', handle: async () => Response.json({ commit }) },
  ];
}
