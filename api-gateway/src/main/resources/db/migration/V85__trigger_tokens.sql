alter table token add column trigger_id varchar(40);
