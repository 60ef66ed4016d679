create table job_trigger (
  id varchar(26) primary key,
  project varchar(255) not null,
  body bytea not null,
  last_run_at timestamp with time zone
);
create index job_trigger_project on job_trigger (project);
