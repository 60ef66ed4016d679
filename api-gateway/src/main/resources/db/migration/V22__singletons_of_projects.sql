-- The name of a singleton's place in the queue begins with its project.
alter table job alter column singleton_slot set data type varchar(600);
