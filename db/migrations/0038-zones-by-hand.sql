-- Zones of crews are drawn by dispatchers; communities and neighbourhoods stay as they were imported.

alter table area add column version bigint not null default nextval('roster_version');
create sequence zone_id as integer start 10000;
grant usage, select on sequence zone_id to dromos_app;
grant delete on area to dromos_app;
