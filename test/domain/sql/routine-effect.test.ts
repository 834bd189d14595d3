import { expect, test } from '@jest/globals';
import type { Engine } from '../../../src/domain/sql/engine.ts';
import { calledEffect, routineEffects } from '../../../src/domain/sql/routine-effect.ts';
import { scanStatements } from '../../../src/domain/sql/statement.ts';

test.each<readonly [engine: Engine, routine: string, call: string, effect: unknown]>([
  [
    'mysql',
    'CREATE PROCEDURE p() BEGIN IF 1 THEN TRUNCATE a; END IF; END;',
    'CALL p()',
    /^empties a table, in a routine/,
  ],
  ['mysql', 'CREATE PROCEDURE x.`p`(a int) DELETE FROM a;', 'CALL p(1)', /^deletes all rows/],
  [
    'mysql',
    'CREATE FUNCTION f() RETURNS int BEGIN DELETE FROM a; RETURN 1; END;',
    'SELECT 1, f()',
    /^deletes all rows/,
  ],
  ['mysql', 'CREATE PROCEDURE p() BEGIN PREPARE s FROM @a; EXECUTE s; END;', 'CALL p()', /cannot be seen/],
  ['mysql', 'CREATE PROCEDURE p() BEGIN DELETE FROM a WHERE id = 1; END;', 'CALL p()', undefined],
  ['mysql', 'CREATE PROCEDURE p() BEGIN TRUNCATE a; END;', 'SELECT 1', undefined],
  ['mysql', 'SELECT 1;', 'CALL q()', 'unseen'],
  ['postgres', 'CREATE PROCEDURE p() LANGUAGE sql AS $$ TRUNCATE a; $$;', 'CALL public.p()', /^empties a table/],
  [
    'postgres',
    'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE a; END $$;',
    'SELECT f()',
    /^drops a table/,
  ],
  ['postgres', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;', 'SELECT f()', undefined],
])('%s: %s %s', (engine, routine, call, effect) => {
  const scan = scanStatements(routine, engine);
  if (!scan.ok) throw new Error(scan.reason);
  const found = calledEffect(call, engine, routineEffects(scan.statements, engine));
  if (effect instanceof RegExp) expect(found).toEqual({ destroys: expect.stringMatching(effect) });
  else expect(found).toEqual(effect);
});
