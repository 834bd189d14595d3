-- a; comment
# another; one
/* and; one over
   two; lines */
SELECT 'a;b', "c;d", `e;f`, 'it''s;', 'it\'s;', "say \";\"", '\\';
SELECT 5--2, 5 -- 2;
;
SELECT 1 /* in; side */ + 1 # tail;
;;
SELECT /*+ MAX_EXECUTION_TIME(1000) */ '-- no; comment', '/* nor; this */', '# nor; that';
/*!50001 CREATE VIEW v AS SELECT ';*/' AS x */;
/*M!100100 SELECT 1 */;
SELECT 'last, without a semicolon'
-- the end;
