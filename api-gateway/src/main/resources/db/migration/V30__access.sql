alter table token add column role varchar(10);
alter table token add column projects varchar(8000);
update token set role = 'OPERATOR' where kind in ('USER', 'INVITE');
create index token_parent on token (parent_id);

create table audit (
  id varchar(26) primary key,
  at timestamp with time zone not null,
  actor varchar(300) not null,
  token_id varchar(40),
  action varchar(60) not null,
  subject varchar(300) not null,
  detail varchar(2000) not null
);

create table adoption_rule (
  name varchar(255) primary key,
  labels varchar(8000) not null,
  sources varchar(2000) not null,
  created_by varchar(300) not null,
  created_at timestamp with time zone not null
);
