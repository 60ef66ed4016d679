create table config_variable (
  id varchar(64) primary key,
  project varchar(255) not null,
  application varchar(255) not null,
  body bytea not null,
  changed_at timestamp with time zone not null
);
create index config_variable_project on config_variable (project);

create table config_source (
  id varchar(64) primary key,
  project varchar(255) not null,
  application varchar(255) not null,
  body bytea not null,
  changed_at timestamp with time zone not null
);
create index config_source_project on config_source (project);
