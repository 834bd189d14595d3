-- Requests for a medical certificate, every step of their history, and the files that belong to them. Times are UTC.

create table requests (
  id               bigint       not null auto_increment primary key,
  reference        varchar(20)  not null,
  patient          varchar(120) not null,
  certificate      varchar(40)  not null,
  notes            text         not null,
  state            varchar(20)  not null default 'registered',
  manager_id       bigint,
  physician_id     bigint,
  created_by       bigint       not null,
  created_at       datetime(3)  not null,
  state_changed_at datetime(3)  not null,
  constraint requests_reference_unique unique (reference),
  constraint requests_manager foreign key (manager_id) references users (id),
  constraint requests_physician foreign key (physician_id) references users (id),
  constraint requests_creator foreign key (created_by) references users (id),
  constraint requests_patient_named check (length(trim(patient)) > 0),
  constraint requests_certificate_known
    check (certificate in ('general-health', 'fitness', 'sick-leave', 'vaccination', 'disability')),
  constraint requests_state_known
    check (state in ('registered', 'manager-assigned', 'paid', 'physician-assigned', 'closed', 'cancelled')),
  index requests_state (state, id),
  index requests_physician_state (physician_id, state),
  index requests_manager_state (manager_id, state)
) engine = InnoDB default charset = utf8mb4;

create table request_history (
  id         bigint       not null auto_increment primary key,
  request_id bigint       not null,
  actor_id   bigint       not null,
  from_state varchar(20),
  to_state   varchar(20)  not null,
  overridden boolean      not null default false,
  reason     varchar(500) not null default '',
  at         datetime(3)  not null,
  constraint request_history_of foreign key (request_id) references requests (id) on delete cascade,
  constraint request_history_actor foreign key (actor_id) references users (id),
  constraint request_history_override_explained check (not overridden or length(trim(reason)) > 0),
  index request_history_request (request_id, id)
) engine = InnoDB default charset = utf8mb4;

create table request_files (
  id          bigint       not null auto_increment primary key,
  request_id  bigint       not null,
  name        varchar(200) not null,
  media_type  varchar(100) not null,
  size_bytes  bigint       not null,
  sha256      char(64)     not null,
  storage_key varchar(200) not null,
  uploaded_by bigint       not null,
  uploaded_at datetime(3)  not null,
  constraint request_files_key_unique unique (storage_key),
  constraint request_files_of foreign key (request_id) references requests (id) on delete cascade,
  constraint request_files_uploader foreign key (uploaded_by) references users (id),
  constraint request_files_size_positive check (size_bytes >= 0),
  index request_files_request (request_id, id)
) engine = InnoDB default charset = utf8mb4;
