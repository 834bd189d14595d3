import type { Engine } from '../../../src/domain/sql/engine.ts';

/** A project that a real tool migrates, in two steps. */
export interface Project {
  readonly tool: string;
  /** Inputs of seed-rds; `home` is the folder with the tools. */
  inputs(engine: Engine, home: string): Readonly<Record<string, string>>;
  readonly first: Readonly<Record<string, string>>;
  readonly second: Readonly<Record<string, string>>;
  /** What the tool calls its two migrations. */
  readonly names: readonly [first: RegExp, second: RegExp];
  /** A command of the tool that tells where the database stands; its output has the name that `current` has to give. */
  asked?(engine: Engine, home: string): string;
}

const alembic: Project = {
  tool: 'Alembic',
  inputs: (engine, home) => ({
    command: `${home}/python/bin/alembic upgrade head`,
    'command-url-scheme': engine === 'mysql' ? 'mysql+pymysql' : 'postgresql+psycopg2',
  }),
  first: {
    'alembic.ini': '[alembic]\nscript_location = migrations\n',
    'migrations/env.py': `import os
from alembic import context
from sqlalchemy import create_engine

with create_engine(os.environ["DB_URL"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`,
    'migrations/versions/aa01_users.py': alembicVersion('aa01', 'None', 'users'),
  },
  second: { 'migrations/versions/bb02_visits.py': alembicVersion('bb02', '"aa01"', 'visits') },
  names: [/^aa01$/, /^bb02$/],
  asked: (_, home) => `${home}/python/bin/alembic current`,
};

function alembicVersion(revision: string, before: string, table: string): string {
  return `from alembic import op

revision = "${revision}"
down_revision = ${before}


def upgrade():
    op.execute("CREATE TABLE ${table} (id int PRIMARY KEY)")
`;
}

const django: Project = {
  tool: 'Django',
  inputs: (engine, home) => ({
    command: `${home}/python/bin/python -m django migrate`,
    'command-env': `PYTHONPATH=.\nDJANGO_SETTINGS_MODULE=settings\nENGINE=django.db.backends.${engine === 'mysql' ? 'mysql' : 'postgresql'}`,
    'command-secrets': 'SECRET_KEY=KEY_OF_THE_APP',
  }),
  first: {
    'settings.py': `import os

import pymysql

pymysql.install_as_MySQLdb()
SECRET_KEY = os.environ["SECRET_KEY"]
INSTALLED_APPS = ["clinic"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": {
        "ENGINE": os.environ["ENGINE"],
        **{name: os.environ["DB_" + name] for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD")},
    }
}
`,
    'clinic/__init__.py': '',
    'clinic/migrations/__init__.py': '',
    'clinic/migrations/0001_initial.py': djangoMigration('[]', 'User'),
  },
  second: { 'clinic/migrations/0002_visit.py': djangoMigration('[("clinic", "0001_initial")]', 'Visit') },
  names: [/^clinic\.0001_initial$/, /^clinic\.0002_visit$/],
  asked: (_, home) => `${home}/python/bin/python -m django showmigrations --plan | grep '\\[X\\]' | tail -1`,
};

function djangoMigration(dependencies: string, model: string): string {
  return `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = ${dependencies}
    operations = [migrations.CreateModel("${model}", [("id", models.BigAutoField(primary_key=True))])]
`;
}

const aerich: Project = {
  tool: 'aerich',
  inputs: (engine, home) => ({
    command: `PATH=${home}/python/bin:$PATH; if [ -d migrations ]; then [ ! -f more.txt ] || { rm more.txt; aerich migrate --name visits; }; aerich upgrade; else aerich init-db; fi`,
    'command-url-scheme': engine,
  }),
  first: {
    'pyproject.toml':
      '[tool.aerich]\ntortoise_orm = "settings.TORTOISE_ORM"\nlocation = "./migrations"\nsrc_folder = "./."\n',
    'settings.py': `import os

TORTOISE_ORM = {
    "connections": {"default": os.environ["DB_URL"]},
    "apps": {"models": {"models": ["models", "aerich.models"], "default_connection": "default"}},
}
`,
    'models.py':
      'from tortoise import fields, models\n\n\nclass User(models.Model):\n    id = fields.IntField(primary_key=True)\n',
  },
  second: {
    'models.py':
      'from tortoise import fields, models\n\n\nclass User(models.Model):\n    id = fields.IntField(primary_key=True)\n    name = fields.TextField(null=True)\n',
    'more.txt': '',
  },
  names: [/^0_.*init/, /^1_.*visits/],
};

const knex: Project = {
  tool: 'Knex',
  inputs: (engine, home) => ({
    command: 'node_modules/.bin/knex migrate:latest --knexfile knexfile.mjs',
    'command-setup': `ln -sfn ${home}/node/node_modules node_modules`,
    'command-env': `CLIENT=${engine === 'mysql' ? 'mysql2' : 'pg'}`,
  }),
  first: {
    'knexfile.mjs':
      "export default { client: process.env.CLIENT, connection: process.env.DB_URL, migrations: { directory: './migrations', loadExtensions: ['.mjs'] } };\n",
    'migrations/20260101_users.mjs': knexMigration('users'),
  },
  second: { 'migrations/20260102_visits.mjs': knexMigration('visits') },
  names: [/^20260101_users\.mjs$/, /^20260102_visits\.mjs$/],
  asked: () => 'node_modules/.bin/knex migrate:list --knexfile knexfile.mjs | grep -A9 Completed',
};

function knexMigration(table: string): string {
  return `export const up = (knex) => knex.schema.createTable('${table}', (made) => made.increments());
export const down = (knex) => knex.schema.dropTable('${table}');
`;
}

const flyway: Project = {
  tool: 'Flyway',
  inputs: (_, home) => ({
    command: `export FLYWAY_PASSWORD=$DB_PASSWORD; ${flywayOf(home)} migrate`,
  }),
  first: { 'sql/V1__users.sql': 'CREATE TABLE users (id int PRIMARY KEY);\n' },
  second: { 'sql/V2__visits.sql': 'CREATE TABLE visits (id int PRIMARY KEY);\n' },
  names: [/^V1__users\.sql$/, /^V2__visits\.sql$/],
};

function flywayOf(home: string): string {
  return `java -cp '${home}/flyway/jars/*' org.flywaydb.commandline.Main "-url=\${DB_JDBC_URL/jdbc:mysql/jdbc:mariadb}" "-user=$DB_USER" -locations=filesystem:sql`;
}

export const projects: readonly Project[] = [alembic, django, aerich, knex, flyway];
