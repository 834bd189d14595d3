-- Demo staff. Everyone's password is "clinic-demo-2026" (scrypt). For demonstrations only: never seed a production database.
-- Safe to run again: an account that is there already is left as it is.

insert into users (email, name, role, password_hash)
values
  ('admin@clinic.test', 'Ana Torres', 'admin',
   'scrypt:32768:8:1:ZGVtby1zYWx0LWFkbS4uLg:RulL_95I6KXIK5t2b8u5yoo1HIt4PXY1bdJDdHQeC7w'),
  ('operator@clinic.test', 'Óscar Ruiz', 'operator',
   'scrypt:32768:8:1:ZGVtby1zYWx0LW9wZS4uLg:H0yjedgl4nQ-BrSDdlZ8xLaadDGWGZA4JeuKDk511RI'),
  ('manager@clinic.test', 'Marta Gil', 'manager',
   'scrypt:32768:8:1:ZGVtby1zYWx0LW1hbi4uLg:mZDWb9IfQbhgfzdhm-dv2g6H1VQFa0a2r1og5503qI4'),
  ('physician@clinic.test', 'Dr. Pablo Serrano', 'physician',
   'scrypt:32768:8:1:ZGVtby1zYWx0LXBoeS4uLg:EgSU3ePWC3pxzqzbIsxT8rZmJsTBqQuTxsWf1wsNrgA'),
  ('physician2@clinic.test', 'Dr. Elena Vidal', 'physician',
   'scrypt:32768:8:1:ZGVtby1zYWx0LXBoMi4uLg:5NUdEp0paLkGDqdlzd-uW2MAfgBSsZNVXy3yUwqHibQ')
on conflict (email) do nothing;
