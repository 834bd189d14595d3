-- a; comment
/* outer; /* inner; */ still; */
SELECT 'a;b', 'it''s;', E'it\'s;x', e'\\', 'back\';
SELECT "odd;name", U&'d\0061;', B'1', a$b$c FROM "t;able";
SELECT $$ a; b $$, $tag$ c; $$ d; $other$ e; $tag$, $1;
SELECT 1 -- no; end
;
SELECT 5/*;*/*2;
;
SELECT 'last'
