-- The figures of years must not read every day of every cell. Sums of request_rollup, kept by the same statement:
--   month-area  by month, service and area: figures, areas and services of whole months
--   month-cell  by month, cell and area: the heat of whole months, all services together
--   day         by day and service: the course of a span
-- What a grain leaves out stands as '' or 0, so that it can be part of the key.
create table request_rollup_sum (
  jurisdiction_id text not null references jurisdiction (id),
  grain text not null check (grain in ('month-area', 'month-cell', 'day')),
  starts_on date not null,
  service_code text not null,
  cell bigint not null,
  area_id integer not null,
  received integer not null default 0,
  duplicates integer not null default 0,
  resolved integer not null default 0,
  resolved_on_time integer not null default 0,
  resolution_seconds bigint not null default 0,
  primary key (jurisdiction_id, grain, starts_on, service_code, cell, area_id)
);
call protect_tenant_table('request_rollup_sum', 'select, insert, update');

insert into request_rollup_sum
select jurisdiction_id, 'month-area', date_trunc('month', day), service_code, 0, area_id,
  sum(received), sum(duplicates), sum(resolved), sum(resolved_on_time), sum(resolution_seconds)
from request_rollup group by 1, 3, 4, 6
union all
select jurisdiction_id, 'month-cell', date_trunc('month', day), '', cell, area_id,
  sum(received), sum(duplicates), sum(resolved), sum(resolved_on_time), sum(resolution_seconds)
from request_rollup group by 1, 3, 5, 6
union all
select jurisdiction_id, 'day', day, service_code, 0, 0,
  sum(received), sum(duplicates), sum(resolved), sum(resolved_on_time), sum(resolution_seconds)
from request_rollup group by 1, 3, 4;

-- the heat of one service over years
create index request_rollup_service on request_rollup (jurisdiction_id, service_code, day);
