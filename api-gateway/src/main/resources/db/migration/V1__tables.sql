create table server_settings (
  id integer primary key,
  cookie varchar(64) not null,
  bootstrapped_at timestamp with time zone,
  advertise_address varchar(300),
  advertise_tls boolean,
  advertise_tls_skip_verify boolean,
  runner_image varchar(500)
);

create table token (
  id varchar(40) primary key,
  kind varchar(10) not null,
  subject varchar(255),
  labels varchar(8000),
  job_id varchar(40),
  parent_id varchar(40),
  hash varchar(64) not null,
  issued_by varchar(255) not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  used_at timestamp with time zone
);
create index token_subject on token (subject);
create index token_job on token (job_id);
create index token_expires on token (expires_at);

create table runner (
  id varchar(255) primary key,
  kind varchar(10) not null,
  labels varchar(8000) not null,
  adoption varchar(10) not null,
  adopted_by varchar(255),
  adopted_at timestamp with time zone,
  first_seen timestamp with time zone not null,
  last_seen timestamp with time zone not null,
  concurrency integer not null,
  draining boolean not null,
  address varchar(255) not null,
  version varchar(100) not null,
  job_id varchar(26),
  replica varchar(26),
  present_until timestamp with time zone,
  offline_reason varchar(1000) not null,
  changed_at timestamp with time zone not null
);
create index runner_changed on runner (changed_at);

create table target (
  queue varchar(8000) primary key,
  used_at timestamp with time zone not null
);

create table profile (
  id varchar(26) primary key,
  name_key varchar(255) not null unique,
  is_default boolean not null,
  body bytea not null
);

create table project (
  name varchar(255) primary key,
  created_at timestamp with time zone not null,
  body bytea not null
);

create table job (
  id varchar(26) primary key,
  request_id varchar(255) unique,
  project varchar(255) not null,
  application varchar(255) not null,
  workspace varchar(255) not null,
  operation varchar(20) not null,
  mode varchar(10) not null,
  target varchar(8000) not null,
  profile varchar(255) not null,
  plugin_type varchar(100) not null,
  retry_rule varchar(20) not null,
  queued_by varchar(255) not null,
  spec bytea not null,
  state varchar(10) not null,
  phase varchar(12) not null,
  attempt integer not null,
  last_cause varchar(40),
  begun boolean not null,
  workflow_started boolean not null,
  assigned_runner varchar(255),
  runner_kind varchar(10),
  queue_time timestamp with time zone not null,
  start_time timestamp with time zone,
  complete_time timestamp with time zone,
  cancel_time timestamp with time zone,
  cancel_forced boolean not null,
  expire_time timestamp with time zone,
  error_code varchar(40),
  error_message varchar(20000),
  result bytea,
  variables bytea,
  source_ref varchar(500),
  task_state varchar(20),
  task_resource varchar(1000),
  task_exit_code integer,
  task_reason varchar(20000),
  launcher varchar(255),
  output_length bigint not null,
  attempt_output bigint not null,
  delivered_output bigint
);
create index job_state on job (state, id);
create index job_project on job (project, application, id);

create table job_output (
  job_id varchar(26) not null,
  position bigint not null,
  payload bytea not null,
  primary key (job_id, position)
);

create table record_sequence (
  project varchar(255) not null,
  application varchar(255) not null,
  kind varchar(25) not null,
  last_value bigint not null,
  primary key (project, application, kind)
);

create table record (
  id varchar(26) primary key,
  kind varchar(25) not null,
  project varchar(255) not null,
  application varchar(255) not null,
  workspace varchar(255) not null,
  sequence bigint not null,
  job_id varchar(26) not null,
  parent_id varchar(26) not null,
  status varchar(10) not null,
  destroyed boolean not null,
  body bytea not null
);
create unique index record_number on record (project, application, kind, sequence);
create index record_job on record (job_id);

create table source_archive (
  id varchar(26) primary key,
  project varchar(255) not null,
  uploaded_by varchar(255) not null,
  uploaded_at timestamp with time zone not null,
  size_bytes bigint not null
);

create table source_chunk (
  source_id varchar(26) not null,
  number integer not null,
  data bytea not null,
  primary key (source_id, number)
);
