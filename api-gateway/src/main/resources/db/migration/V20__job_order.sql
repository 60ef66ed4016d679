-- What holds a job back, and who waits for its end.
alter table job add lock_key varchar(1000);
-- The lock_key while the job has the lock; unique, so that of two that take it one fails.
alter table job add lock_held varchar(1000);
-- May be placed: it has its lock, and what it depends on has ended.
alter table job add admitted boolean default true not null;
alter table job add admit_time timestamp with time zone;
-- How many of the jobs that it depends on have not ended.
alter table job add pending_dependencies integer default 0 not null;
-- Some other job is to be looked at when this one ends.
alter table job add awaited boolean default false not null;
-- The singleton's name while it is queued and can be replaced.
alter table job add singleton_slot varchar(255);
alter table job add singleton_id varchar(255);
alter table job add retry_of varchar(26);
alter table job add priority integer default 3 not null;
alter table job add operation_seconds bigint;
alter table job add pickup_seconds bigint;
create unique index job_lock_held on job (lock_held);
create unique index job_singleton_slot on job (singleton_slot);

create table job_dependency (
  job_id varchar(26) not null,
  depends_on varchar(26) not null,
  allow_failure boolean not null,
  primary key (job_id, depends_on)
);
create index job_dependency_on on job_dependency (depends_on);
