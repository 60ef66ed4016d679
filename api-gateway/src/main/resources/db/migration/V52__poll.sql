create table poll (
  project varchar(255) not null,
  kind varchar(10) not null,
  enabled boolean not null,
  interval_seconds bigint not null,
  next_at timestamp with time zone not null,
  last_at timestamp with time zone,
  applied_ref varchar(100),
  applied_tree varchar(100),
  pending_ref varchar(100),
  pending_tree varchar(100),
  pending_id varchar(26),
  pending_round integer not null,
  abandoned_ref varchar(100),
  problem varchar(2000) not null,
  primary key (project, kind)
);
create index poll_next on poll (next_at);

create table project_removal (
  project varchar(255) primary key,
  id varchar(26) not null,
  skip_resources boolean not null,
  requested_by varchar(300) not null,
  requested_at timestamp with time zone not null,
  active boolean not null,
  failure varchar(2000) not null
);
