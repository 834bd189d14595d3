import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import type { DatabaseAccess } from '../../src/sql/access.ts';
import { connectDatabase } from '../../src/sql/connect.ts';

test('a server that is not PostgreSQL is named as the cause', async () => {
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const access: DatabaseAccess = {
    ...{ engine: 'postgres', host: 'db.example.com', port, dial: { host: '127.0.0.1', port } },
    ...{ database: 'clinic', username: 'ci', authentication: 'password', authorities: undefined },
    password: async () => 'p',
  };
  const settings = { applicationName: 'test', lockTimeoutSeconds: 1, statementTimeoutSeconds: undefined };
  try {
    await expect(connectDatabase(access, settings)).rejects.toThrow(
      'could not be opened; nothing was changed. There was an error establishing an SSL connection (NO_DATABASE). The server is not a database of this engine',
    );
  } finally {
    server.close();
  }
});
