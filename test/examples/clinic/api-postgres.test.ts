import { startPostgres } from '../../support/postgres.ts';
import { describeWith } from '../../support/requires.ts';
import { apiSuite } from './support/api-suite.ts';

describeWith('postgres', 'the clinic on PostgreSQL', () => apiSuite(startPostgres));
