-- Staff of the clinic, their sessions, and failed logins (kept only to slow down guessing).

create table users (
  id            bigint generated always as identity primary key,
  email         varchar(254) not null,
  name          varchar(120) not null,
  role          varchar(20)  not null,
  password_hash varchar(200) not null,
  created_at    timestamptz  not null default now(),
  constraint users_email_unique unique (email),
  constraint users_email_lower_case check (email = lower(email)),
  constraint users_role_known check (role in ('admin', 'operator', 'manager', 'physician'))
);

-- Only the SHA-256 of a session's token is stored: who reads this table cannot sign in with it.
create table sessions (
  token_sha256 char(64)    primary key,
  user_id      bigint      not null references users (id) on delete cascade,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  constraint sessions_expire_later check (expires_at > created_at)
);

create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

create table failed_logins (
  id           bigint generated always as identity primary key,
  email_sha256 char(64)    not null,
  failed_at    timestamptz not null
);

create index failed_logins_email on failed_logins (email_sha256, failed_at);
create index failed_logins_time on failed_logins (failed_at);
