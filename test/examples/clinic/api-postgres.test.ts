import { describe } from '@jest/globals';
import { apiSuite } from './support/api-suite.ts';
import { startPostgres } from './support/databases.ts';

describe('the clinic on PostgreSQL', () => apiSuite(startPostgres));
