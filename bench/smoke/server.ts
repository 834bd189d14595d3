import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An API that answers each request after so many milliseconds, in a process of its own; it tells its port. */
const delay = Number(process.argv[2] ?? '0');
const server = createServer((request, response) => {
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ path: request.url, ok: true }));
  }, delay);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => server.close(() => process.exit()));
