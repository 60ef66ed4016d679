create table task (
  id varchar(26) primary key,
  name varchar(63) not null unique,
  warm boolean not null,
  job_id varchar(26),
  attempt integer not null,
  profile_id varchar(26) not null,
  profile_name varchar(255) not null,
  profile_key varchar(64) not null,
  plugin_type varchar(100) not null,
  profile bytea not null,
  target varchar(8000) not null,
  runner_id varchar(255) not null,
  launcher varchar(255),
  state varchar(10) not null,
  resource varchar(1000),
  exit_code integer,
  reason varchar(20000),
  stop_wanted boolean not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  idle_at timestamp with time zone,
  claimed_at timestamp with time zone,
  exited_at timestamp with time zone,
  orphaned_at timestamp with time zone,
  stopped_at timestamp with time zone,
  changed_at timestamp with time zone not null
);
create index task_job on task (job_id, attempt);
create index task_open on task (stopped_at, id);
create index task_profile on task (profile_id, id);
alter table profile add column changed_at timestamp with time zone;
