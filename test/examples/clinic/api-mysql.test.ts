import { describe } from '@jest/globals';
import { apiSuite } from './support/api-suite.ts';
import { startMysql } from './support/databases.ts';

describe('the clinic on MySQL', () => apiSuite(startMysql));
