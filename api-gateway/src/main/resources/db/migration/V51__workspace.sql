create table workspace (
  name varchar(255) primary key,
  created_at timestamp with time zone not null
);
