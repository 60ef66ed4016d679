-- All that a job was said to depend on, for those who look at it: ids, each with ? if it may fail.
alter table job add depends_on varchar(20000);
