-- Staff of the clinic, their sessions, and failed logins (kept only to slow down guessing). Times are UTC.

create table users (
  id            bigint       not null auto_increment primary key,
  email         varchar(254) not null,
  name          varchar(120) not null,
  role          varchar(20)  not null,
  password_hash varchar(200) not null,
  created_at    datetime(3)  not null default current_timestamp(3),
  constraint users_email_unique unique (email),
  constraint users_role_known check (role in ('admin', 'operator', 'manager', 'physician'))
) engine = InnoDB default charset = utf8mb4;

-- Only the SHA-256 of a session's token is stored: who reads this table cannot sign in with it.
create table sessions (
  token_sha256 char(64)    not null primary key,
  user_id      bigint      not null,
  created_at   datetime(3) not null,
  expires_at   datetime(3) not null,
  constraint sessions_user foreign key (user_id) references users (id) on delete cascade,
  constraint sessions_expire_later check (expires_at > created_at),
  index sessions_expiry (expires_at)
) engine = InnoDB default charset = utf8mb4;

create table failed_logins (
  id           bigint      not null auto_increment primary key,
  email_sha256 char(64)    not null,
  failed_at    datetime(3) not null,
  index failed_logins_email (email_sha256, failed_at),
  index failed_logins_time (failed_at)
) engine = InnoDB default charset = utf8mb4;
