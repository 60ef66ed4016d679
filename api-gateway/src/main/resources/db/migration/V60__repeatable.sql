alter table job add column repeatable boolean;
