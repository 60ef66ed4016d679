alter table poll add column look varchar(26);
