import {
  choice,
  defineContract,
  flag,
  type InputsOf,
  integer,
  lines,
  pairs,
  parsed,
  refused,
  text,
  value,
  values,
} from '../../contract/index.ts';
import { parseRoleArn } from '../../domain/arn.ts';
import { parseCluster, parseEcsService, parseSecurityGroup, parseSubnet } from '../../domain/ecs-service.ts';
import { parseFargateCpu, parseFargateMemory } from '../../domain/fargate-size.ts';
import { parseImageReference } from '../../domain/image-reference.ts';
import { parseLogGroup } from '../../domain/log-group.ts';
import { parseSecretSource } from '../../domain/secret/secret-source.ts';
import { engineNamed } from '../../domain/sql/engine.ts';
import { parseRepair } from '../../domain/sql/repair.ts';

export const contract = defineContract({
  name: 'seed-rds',
  title: 'Migrate and seed an RDS database',
  description: 'Bring a private MySQL or PostgreSQL database up to date under a lock, and resume where a run failed.',
  inputs: {
    secret: text({
      description:
        'Secrets Manager id or ARN of the credentials: RDS-style JSON, or a URL. With db-instance, user name and password are enough.',
    }),
    'secret-key': text({ description: 'Field of the (JSON) secret that holds a database URL.' }),
    'url-env': text({ description: 'Environment variable that holds a database URL, instead of `secret`.' }),
    'db-instance': text({
      description:
        'RDS instance. It gives the host, port, engine and master secret that the secret leaves out, and the snapshot is made of it.',
    }),
    database: text({ description: 'Name of the database. Left out: the name in the secret, the URL or the instance.' }),
    username: text({ description: 'Database user. Left out: the user in the secret or the URL.' }),
    'iam-auth': flag({ description: 'Connect with a short-lived IAM token instead of a password.', default: 'false' }),
    engine: choice(['mysql', 'postgres'], {
      description: 'Database engine (mysql for MariaDB). Left out: the engine in the secret, the URL or the instance.',
    }),
    migrations: text({
      description:
        'Folder of `NNN_name.sql` files, or those of dbmate, goose, sql-migrate, golang-migrate or Flyway, each run once, in the order of their numbers.',
    }),
    baseline: text({
      description:
        'Last migration that was run on this database before this action was used, such as `012_add_invoices.sql`. Or the table in which another tool has recorded them: schema_migrations, goose_db_version, flyway_schema_history or gorp_migrations. If there are tables and no ledger, these files are recorded as applied, and not run.',
    }),
    seeds: text({
      description: 'Folder of `NNN_name.sql` files that may run again. Each is run when its content has changed.',
    }),
    command: text({
      description:
        'Shell command to run after the files and under the same lock, such as another migration tool. `DB_URL` holds the database URL; DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD its parts, DB_JDBC_URL those of JDBC without the user. It does not get the credentials of the job.',
    }),
    'command-setup': text({
      description:
        'Shell command that installs what `command` needs, such as `pip install -r requirements.txt`. It runs before the lock is taken, with `command-env` and without any secret.',
    }),
    'command-env': pairs({ description: 'Environment variables of `command`, such as the name of a settings module.' }),
    'command-secrets': values('a Secrets Manager id or NAME=ENVIRONMENT_VARIABLE', parseSecretSource, {
      description:
        'Secret variables of `command`: a Secrets Manager name or ARN whose JSON fields become variables, or `NAME=ENV` to take one from an environment variable.',
    }),
    'command-url-scheme': value('the scheme of a database URL', parseScheme, {
      description:
        'Scheme of `DB_URL`, as the driver of `command` wants it: `postgresql+asyncpg`, `mysql+pymysql`. Left out: that of the URL in the secret, else postgres or mysql.',
    }),
    'command-credentials': flag({
      description:
        'Leave the AWS credentials of the job in the environment of `command`, for a tool that asks AWS itself.',
      default: 'false',
    }),
    via: choice(['direct', 'task'], {
      description:
        'Where the database is reached from. `direct`: this runner connects to it. `task`: `command` runs as a task of ECS inside the VPC, in the image of the app and with its variables and secrets; no port of the database is opened, and this runner does not see the database.',
      default: 'direct',
    }),
    'task-service': value('the name or ARN of a service', parseEcsService, {
      description:
        'ECS service (of Express Mode or your own) whose task definition and network the task gets: image, roles, variables, secrets, size, log.',
    }),
    'task-cluster': value('the name or ARN of a cluster', parseCluster, {
      description: 'Cluster of the task and of `task-service`; the ARN of a service names it too.',
      default: 'default',
    }),
    'task-container': text({
      description:
        'Container of the task definition that the task is made like. Left out: `Main`, the only one, or the only essential one.',
    }),
    'task-image': value('repository@digest or repository:tag', parseImageReference, {
      description:
        'Image of the task. `deploy` hands on the image that it deploys. Left out: the image that `task-service` runs now.',
    }),
    'task-subnets': values('subnet ids', parseSubnet, {
      description: 'Subnets of the task. Left out: those of `task-service`.',
    }),
    'task-security-groups': values('security group ids', parseSecurityGroup, {
      description:
        'Security groups of the task, which the one of the database must let in. Left out: those of `task-service`.',
    }),
    'task-public-ip': flag({
      description:
        'Whether the task gets a public address, which it needs in a public subnet to pull its image. Left out: as `task-service` has it, else false.',
    }),
    'task-execution-role': value('the ARN of a role', parseRoleArn, {
      description:
        'Role with which ECS pulls the image, reads the secrets and writes the log. Left out: that of `task-service`.',
    }),
    'task-role': value('the ARN of a role', parseRoleArn, {
      description: 'Role of the command itself. Left out: that of `task-service`.',
    }),
    'task-secrets': pairs({
      description:
        'Secret variables of the task: NAME=ARN of a secret of Secrets Manager or a parameter; `:field::` behind it takes one field of a JSON secret. They are added to those of `task-service`.',
    }),
    'task-cpu': value('CPU units such as 1024, or vCPU such as 1 vCPU', parseFargateCpu, {
      description: 'CPU of the task. Left out: that of `task-service`, else 512.',
    }),
    'task-memory': value('MB or GB, such as 2048 or 2 GB', parseFargateMemory, {
      description: 'Memory of the task. Left out: that of `task-service`, else 1024.',
    }),
    'task-log-group': value('the name of a log group', parseLogGroup, {
      description: 'Log group of the task, which must exist. Left out: that of `task-service`.',
    }),
    'later-commits': lines({
      description:
        'Commits of releases that came after this one, one per line: what they have migrated stays in the database, and its files need not be in the folder. The workflows take them from the ledger.',
    }),
    'allow-out-of-order': flag({
      description:
        'Run migrations that have a lower number than one that is applied already, as after a merge. Without it, they are refused.',
      default: 'false',
    }),
    repair: values('a correction of the ledger, as a message of this action names it', parseRepair, {
      description:
        'Corrections of the ledger: `edited`, `removed`, `applied`, `rolled-back`, `statement-applied` or `statement-not-applied`, the file, and the mark of the state that was shown. They change no table but the ledger.',
    }),
    'allow-destructive': flag({
      description: 'Run statements that destroy data, such as DROP TABLE or DELETE without WHERE.',
      default: 'false',
    }),
    'seed-environments': lines({
      description: 'Environments in which seeds may run, compared with `environment`.',
    }),
    'claim-environment': flag({
      description:
        'Make the database one of `environment`, though it says that it belongs to another one, as a copy does. Without it, such a database is refused.',
      default: 'false',
    }),
    snapshot: choice(['never', 'when-pending'], {
      description: 'Whether to create a snapshot of the instance before anything is changed. The run waits for it.',
      default: 'never',
    }),
    'lock-timeout-seconds': integer(
      { min: 1, max: 3_600 },
      {
        description: 'How long to wait for the lock of another run, and how long each statement waits for table locks.',
        default: '60',
      },
    ),
    'statement-timeout-seconds': integer(
      { min: 1, max: 86_400 },
      { description: 'How long one statement may run. Left out: until the deadline of the action.' },
    ),
    'ca-bundle': text({
      description:
        'PEM file of the certificate authorities to trust. Left out: those of RDS, and the public ones for other hosts.',
    }),
  },
  outputs: {
    applied: 'Files that this run applied, one per line.',
    pending: 'Files that are not applied yet, one per line.',
    current:
      'The last migration that is applied to the database: of `migrations`, else of the tool that `command` runs.',
    'command-applied': 'What the tool that `command` runs has recorded as applied, one per line.',
    'snapshot-id': 'The snapshot that was created before anything was changed.',
    'locked-by': 'The holder of the lock, when this run had to wait for it.',
    'task-arn': 'The task of ECS that ran `command`, with `via: task`.',
  },
  post: true,
});

export type Inputs = InputsOf<typeof contract>;

function parseScheme(given: string) {
  return engineNamed(given) ? parsed(given) : refused('it is neither one of MySQL nor one of PostgreSQL');
}
