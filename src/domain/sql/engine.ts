/** The two families of SQL servers; MariaDB and Aurora count as the one whose protocol they speak. */
export type Engine = 'mysql' | 'postgres';

/** The family of an engine as RDS, a secret or the scheme of a URL names it: `mariadb`, `aurora-postgresql`, `postgresql+asyncpg`. */
export function engineNamed(name: string): Engine | undefined {
  const [plain = ''] = name.toLowerCase().split('+', 1);
  if (/^(mysql|mariadb|aurora-mysql|aurora)$/.test(plain)) return 'mysql';
  if (/^(postgres|postgresql|aurora-postgresql)$/.test(plain)) return 'postgres';
  return undefined;
}

/** The engine's name for people. */
export function engineTitle(engine: Engine): string {
  return engine === 'mysql' ? 'MySQL' : 'PostgreSQL';
}

/** The default TCP port of a server. */
export function defaultPort(engine: Engine): number {
  return engine === 'mysql' ? 3306 : 5432;
}
