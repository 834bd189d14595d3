import { choice, defineContract, flag, type InputsOf, integer, lines, text } from '../../contract/index.ts';

export const contract = defineContract({
  name: 'seed-rds',
  title: 'Migrate and seed an RDS database',
  description: 'Bring a private MySQL or PostgreSQL database up to date under a lock, and resume where a run failed.',
  inputs: {
    secret: text({
      description:
        'Secrets Manager id or ARN of the credentials: RDS-style JSON, or a URL. With db-instance, user name and password suffice.',
    }),
    'secret-key': text({ description: 'Field of the (JSON) secret that holds a database URL.' }),
    'url-env': text({ description: 'Environment variable that holds a database URL, instead of `secret`.' }),
    'db-instance': text({
      description:
        'RDS instance: gives what the secret leaves out (host, port, engine, the master secret) and is what is snapshot.',
    }),
    database: text({ description: 'Name of the database. Left out: that of the secret, the URL or the instance.' }),
    username: text({ description: 'Database user. Left out: that of the secret or the URL.' }),
    'iam-auth': flag({ description: 'Enter with a short-lived IAM token instead of a password.', default: 'false' }),
    engine: choice(['mysql', 'postgres'], {
      description: 'Kind of database (MariaDB counts as mysql). Left out: as the secret, the URL or the instance says.',
    }),
    migrations: text({ description: 'Folder of `NNN_name.sql` files, each run once, in the order of their numbers.' }),
    baseline: text({
      description:
        'Last migration that was run on this database before this action came, such as `012_add_invoices.sql`. Where there are tables and no ledger, the files up to it are recorded as applied, and not run.',
    }),
    seeds: text({
      description: 'Folder of `NNN_name.sql` files that may run again; each is run whenever its content has changed.',
    }),
    command: text({
      description:
        'Shell command to run behind the files and under the same lock, with the database URL in `DB_URL`, such as another migration tool.',
    }),
    'allow-destructive': flag({
      description: 'Run statements that destroy data, such as DROP TABLE or DELETE without WHERE.',
      default: 'false',
    }),
    'seed-environments': lines({
      description: 'Environments in which seeds may run, compared with `environment`; elsewhere they never do.',
    }),
    snapshot: choice(['never', 'when-pending'], {
      description: 'Whether to make a snapshot of the instance, and wait for it, before anything is changed.',
      default: 'never',
    }),
    'lock-timeout-seconds': integer(
      { min: 1, max: 3_600 },
      {
        description: 'How long to wait for the lock of another run, and for locks of tables in each statement.',
        default: '60',
      },
    ),
    'statement-timeout-seconds': integer(
      { min: 1, max: 86_400 },
      { description: 'How long one statement may run. Left out: until the deadline of the action.' },
    ),
    'ca-bundle': text({
      description: "PEM file of the authorities to trust. Left out: RDS's own, and the system's for other hosts.",
    }),
  },
  outputs: {
    applied: 'Files that this run applied, one per line.',
    pending: 'Files that are still to be applied, one per line.',
    current: 'The last migration that stands in the database.',
    'snapshot-id': 'The snapshot that was made before anything was changed.',
    'locked-by': 'Who held the lock when this run had to wait for it.',
  },
});

export type Inputs = InputsOf<typeof contract>;
