-- Crews, people, vehicles and depots are made by dispatchers, moved and retired, and the past stays what it was: who
-- belonged to which crew is kept by days, and what is retired is there until its last day.

-- of what is made by hand: whoever brings a city numbers its own below
create sequence register_id as integer start 1000000;
grant usage, select on sequence register_id to dromos_app;

-- crew_id is where somebody begins, from posted_on or for as long as anybody knows; each later row is what comes after
alter table crew_member add column posted_on date;
create table crew_posting (
  jurisdiction_id text not null,
  member_id integer not null,
  from_day date not null,
  -- null has left
  crew_id integer,
  primary key (jurisdiction_id, member_id, from_day),
  foreign key (jurisdiction_id, member_id) references crew_member (jurisdiction_id, id) on delete cascade,
  foreign key (jurisdiction_id, crew_id) references crew (jurisdiction_id, id)
);
call protect_tenant_table('crew_posting', 'select, insert, delete');

-- the last day on which it is there
alter table crew add column retired_on date;
alter table vehicle add column retired_on date;
alter table depot
  add column retired_on date,
  add column version bigint not null default nextval('roster_version');

update crew set retired_on = current_date - 1 where not is_active;
update vehicle set retired_on = current_date - 1 where not is_active;
insert into crew_posting (jurisdiction_id, member_id, from_day)
select jurisdiction_id, id, current_date from crew_member where not is_active;
alter table crew drop column is_active;
alter table vehicle drop column is_active;
alter table crew_member drop column is_active;

-- who belongs to which crew when: the one meaning of it
create view crew_membership with (security_invoker = true) as
select jurisdiction_id, member_id, crew_id, during
from (
  select jurisdiction_id, member_id, crew_id,
    daterange(from_day, lead(from_day) over (partition by jurisdiction_id, member_id order by from_day nulls first)) as during
  from (
    select jurisdiction_id, id as member_id, posted_on as from_day, crew_id from crew_member
    union all
    select jurisdiction_id, member_id, from_day, crew_id from crew_posting
  ) posting
) stretch
where crew_id is not null;
grant select on crew_membership to dromos_app;

-- what was made by mistake is gone again, as long as nothing tells of it
grant delete on crew, crew_member, vehicle, depot to dromos_app;
