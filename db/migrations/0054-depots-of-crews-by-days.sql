-- Where a crew begins and ends its days is kept by days, as its people are: a move meant for next week holds from next
-- week on, and past days keep the depot that they were driven from.

-- crew.depot_id is where it begins, for as long as anybody knows; each row is what comes after
create table crew_depot (
  jurisdiction_id text not null,
  crew_id integer not null,
  from_day date not null,
  depot_id integer not null,
  primary key (jurisdiction_id, crew_id, from_day),
  foreign key (jurisdiction_id, crew_id) references crew (jurisdiction_id, id) on delete cascade,
  foreign key (jurisdiction_id, depot_id) references depot (jurisdiction_id, id)
);
call protect_tenant_table('crew_depot', 'select, insert, delete');

-- which depot is a crew's when: the one meaning of it; every day has one
create view crew_base with (security_invoker = true) as
select jurisdiction_id, crew_id, depot_id,
  daterange(from_day, lead(from_day) over (partition by jurisdiction_id, crew_id order by from_day nulls first)) as during
from (
  select jurisdiction_id, id as crew_id, null::date as from_day, depot_id from crew
  union all
  select jurisdiction_id, crew_id, from_day, depot_id from crew_depot
) base;
grant select on crew_base to dromos_app;
