import { afterAll, beforeAll } from '@jest/globals';
import type { DatabaseServer } from '../../../support/database.ts';
import { type Browser, signIn, startClinic, type TestClinic } from './clinic.ts';

const roles = ['admin', 'operator', 'manager', 'physician'] as const;
type Role = (typeof roles)[number];

/** A clinic that serves, and its four roles signed in; there from `beforeAll` on. */
export interface World extends Readonly<Record<Role, Browser>> {
  readonly clinic: TestClinic;
  idOf(role: Role): Promise<number>;
  /** Registers a request and answers its id. */
  register(patient?: string): Promise<number>;
  /** Registers a request and takes it as far as the physician. */
  assigned(): Promise<number>;
}

/** Makes a world before the tests and takes it down after them. */
export function useWorld(startServer: () => Promise<DatabaseServer>): World {
  let server: DatabaseServer;
  let clinic: TestClinic;
  const browsers = new Map<Role, Browser>();
  beforeAll(async () => {
    server = await startServer();
    clinic = await startClinic(server);
    for (const role of roles) browsers.set(role, await signIn(clinic, role));
  }, 60_000);
  afterAll(async () => {
    await clinic?.stop();
    await server?.stop();
  });
  const browser = (role: Role): Browser => {
    const found = browsers.get(role);
    if (!found) throw new Error(`${role} is not signed in yet`);
    return found;
  };
  return {
    get clinic() {
      return clinic;
    },
    get admin() {
      return browser('admin');
    },
    get operator() {
      return browser('operator');
    },
    get manager() {
      return browser('manager');
    },
    get physician() {
      return browser('physician');
    },
    async idOf(role) {
      return (await browser(role).get('/session')).body.user.id;
    },
    async register(patient = 'Test Patient') {
      return (await this.operator.post('/requests', { patient })).body.id;
    },
    async assigned() {
      const id = await this.register();
      const moves = `/requests/${id}/moves`;
      await this.admin.post(moves, { to: 'manager-assigned', assignee: await this.idOf('manager') });
      await this.operator.post(moves, { to: 'paid' });
      await this.manager.post(moves, { to: 'physician-assigned', assignee: await this.idOf('physician') });
      return id;
    },
  };
}
