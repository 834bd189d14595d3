-- Requests for a medical certificate, every step of their history, and the files that belong to them.

create table requests (
  id               bigint generated always as identity primary key,
  reference        varchar(20)  not null,
  patient          varchar(120) not null,
  certificate      varchar(40)  not null,
  notes            text         not null default '',
  state            varchar(20)  not null default 'registered',
  manager_id       bigint references users (id),
  physician_id     bigint references users (id),
  created_by       bigint       not null references users (id),
  created_at       timestamptz  not null,
  state_changed_at timestamptz  not null,
  constraint requests_reference_unique unique (reference),
  constraint requests_patient_named check (length(trim(patient)) > 0),
  constraint requests_certificate_known
    check (certificate in ('general-health', 'fitness', 'sick-leave', 'vaccination', 'disability')),
  constraint requests_state_known
    check (state in ('registered', 'manager-assigned', 'paid', 'physician-assigned', 'closed', 'cancelled'))
);

create index requests_state on requests (state, id);
create index requests_physician on requests (physician_id, state);
create index requests_manager on requests (manager_id, state);

create table request_history (
  id         bigint generated always as identity primary key,
  request_id bigint       not null references requests (id) on delete cascade,
  actor_id   bigint       not null references users (id),
  from_state varchar(20),
  to_state   varchar(20)  not null,
  overridden boolean      not null default false,
  reason     varchar(500) not null default '',
  at         timestamptz  not null,
  constraint request_history_override_explained check (not overridden or length(trim(reason)) > 0)
);

create index request_history_request on request_history (request_id, id);

create table request_files (
  id          bigint generated always as identity primary key,
  request_id  bigint       not null references requests (id) on delete cascade,
  name        varchar(200) not null,
  media_type  varchar(100) not null,
  size_bytes  bigint       not null,
  sha256      char(64)     not null,
  storage_key varchar(200) not null,
  uploaded_by bigint       not null references users (id),
  uploaded_at timestamptz  not null,
  constraint request_files_key_unique unique (storage_key),
  constraint request_files_size_positive check (size_bytes >= 0)
);

create index request_files_request on request_files (request_id, id);
