import { startMysql } from '../../support/mysql.ts';
import { describeWith } from '../../support/requires.ts';
import { apiSuite } from './support/api-suite.ts';

describeWith('mysql', 'the clinic on MySQL', () => apiSuite(startMysql));
