import { createApp } from './app.ts';
import { parseConfig } from './config.ts';
import { openDatabase } from './database/open-database.ts';
import { openUploads } from './files/uploads.ts';
import { logged } from './http/access-log.ts';
import { serve } from './http/node-server.ts';

/** Starts the API, and stops it when the platform asks for that. */
async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const database = openDatabase(config.databaseUrl);
  const now = () => new Date();
  const app = createApp({
    config,
    database,
    uploads: openUploads(config.uploads),
    now,
    onError: (error) => console.error(error),
  });
  const server = await serve(
    logged(app, (line) => console.log(line), now),
    config,
  );
  console.log(
    `clinic ${config.commit} (${config.appEnv}) serves ${config.siteOrigin} on ${config.host}:${server.port}`,
  );
  const stop = () => void server.close().then(() => database.close());
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
