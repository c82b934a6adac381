-- Where crews are while they work: points for a day, then only how long they were in which cell.

create table crew_position (
  jurisdiction_id text not null references jurisdiction (id),
  crew_id integer not null,
  device_id text not null check (length(device_id) between 8 and 64),
  measured_at timestamptz not null,
  received_at timestamptz not null,
  accuracy_meters real not null check (accuracy_meters between 0 and 100000),
  geom geometry(Point, 4326) not null,
  primary key (jurisdiction_id, crew_id, measured_at, device_id),
  foreign key (jurisdiction_id, crew_id) references crew (jurisdiction_id, id)
);
create index crew_position_by_age on crew_position (jurisdiction_id, measured_at);
call protect_tenant_table('crew_position', 'select, insert, delete');

create table crew_track_cell (
  jurisdiction_id text not null references jurisdiction (id),
  crew_id integer not null,
  day date not null,
  -- H3, resolution 9
  cell bigint not null,
  seconds integer not null check (seconds >= 0),
  primary key (jurisdiction_id, crew_id, day, cell),
  foreign key (jurisdiction_id, crew_id) references crew (jurisdiction_id, id)
);
call protect_tenant_table('crew_track_cell', 'select, insert, update');

-- who looked where a crew was; one row an hour for each account, crew and kind
create table position_look (
  jurisdiction_id text not null references jurisdiction (id),
  crew_id integer not null,
  account_id text not null references account (id) on delete cascade,
  kind text not null check (kind in ('map', 'track')),
  -- the day that was looked at
  day date not null,
  hour timestamptz not null,
  first_looked_at timestamptz not null,
  last_looked_at timestamptz not null,
  primary key (jurisdiction_id, crew_id, account_id, kind, day, hour),
  foreign key (jurisdiction_id, crew_id) references crew (jurisdiction_id, id)
);
create index position_look_by_time on position_look (jurisdiction_id, crew_id, last_looked_at desc);
call protect_tenant_table('position_look', 'select, insert, update');

-- what screens can be told of is the contract's list; here only its form
alter table live_event drop constraint live_event_entity_check;
alter table live_event add constraint live_event_entity_check check (entity ~ '^[a-z][a-z_]{1,30}$');
