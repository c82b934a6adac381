-- Cities, their departments and their areas.

create table jurisdiction (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{1,30}$'),
  name_el text not null,
  name_en text not null,
  timezone text not null,
  languages text[] not null default '{el,en}',
  country text not null default 'GR' check (country ~ '^[A-Z]{2}$'),
  settings jsonb not null default '{}',
  population integer check (population > 0),
  boundary geometry(MultiPolygon, 4326) not null,
  center geometry(Point, 4326) not null,
  created_at timestamptz not null default now()
);
grant select on jurisdiction to dromos_app;

create table department (
  jurisdiction_id text not null references jurisdiction (id),
  code text not null,
  name_el text not null,
  name_en text not null,
  email text,
  phone text,
  primary key (jurisdiction_id, code)
);
call protect_tenant_table('department', 'select, insert, update');

create table area (
  jurisdiction_id text not null references jurisdiction (id),
  id integer not null,
  kind text not null check (kind in ('community', 'neighbourhood', 'zone')),
  code text not null,
  name_el text not null,
  name_en text not null,
  parent_id integer,
  population integer check (population >= 0),
  street_meters integer check (street_meters >= 0),
  is_approximate boolean not null default false,
  geom geometry(MultiPolygon, 4326) not null,
  primary key (jurisdiction_id, id),
  unique (jurisdiction_id, kind, code),
  foreign key (jurisdiction_id, parent_id) references area (jurisdiction_id, id)
);
create index area_geom on area using gist (geom);
call protect_tenant_table('area', 'select, insert, update');

-- Streets by H3 cell (resolution 10): what a rate per kilometre is divided by.
create table cell_exposure (
  jurisdiction_id text not null references jurisdiction (id),
  cell bigint not null,
  street_meters integer not null check (street_meters >= 0),
  primary key (jurisdiction_id, cell)
);
call protect_tenant_table('cell_exposure', 'select');
