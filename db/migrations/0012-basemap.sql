-- The ground all cities stand on: streets, rail, water, boundaries and labels from OpenStreetMap, and the
-- municipalities around. Reference data without a tenant; small, rarely written, read by tiles and search.

create schema basemap;
grant usage on schema basemap to dromos_app;

create table basemap.street (
  id bigint primary key,
  extract text not null,
  osm_id bigint not null,
  class text not null,
  name text,
  oneway text not null default 'no' check (oneway in ('no', 'forward', 'backward')),
  is_bridge boolean not null default false,
  is_tunnel boolean not null default false,
  is_lit boolean,
  geom geometry(LineString, 4326) not null
);
create index street_geom on basemap.street using gist (geom);

create table basemap.rail (
  id bigint primary key,
  extract text not null,
  class text not null,
  name text,
  geom geometry(LineString, 4326) not null
);
create index rail_geom on basemap.rail using gist (geom);

create table basemap.water (
  id bigint primary key,
  extract text not null,
  class text not null,
  name text,
  geom geometry(Geometry, 4326) not null
);
create index water_geom on basemap.water using gist (geom);

create table basemap.boundary (
  id bigint primary key,
  extract text not null,
  admin_level smallint,
  name text,
  geom geometry(LineString, 4326) not null
);
create index boundary_geom on basemap.boundary using gist (geom);

create table basemap.label (
  id bigint primary key,
  extract text not null,
  kind text not null,
  name_el text not null,
  name_en text,
  rank smallint not null,
  geom geometry(Point, 4326) not null
);
create index label_geom on basemap.label using gist (geom);

-- "The right authority" for a point outside a city that Dromos serves.
create table basemap.municipality (
  code text primary key,
  name_el text not null,
  name_en text,
  population integer,
  geom geometry(MultiPolygon, 4326) not null
);
create index municipality_geom on basemap.municipality using gist (geom);

grant select on all tables in schema basemap to dromos_app;

-- The streets of one city by name, for address search and for house numbers.
-- search_key is the name without accents, case or spelling (Greek and Greeklish fold to the same letters).
create table street_name (
  jurisdiction_id text not null references jurisdiction (id),
  id integer not null,
  name text not null,
  search_key text not null,
  length_meters integer not null,
  area_id integer,
  geom geometry(MultiLineString, 4326) not null,
  primary key (jurisdiction_id, id),
  foreign key (jurisdiction_id, area_id) references area (jurisdiction_id, id)
);
create index street_name_search on street_name using gin (search_key gin_trgm_ops);
create index street_name_geom on street_name using gist (geom);
call protect_tenant_table('street_name', 'select');

-- One stretch of street between crossings; house numbers run along it (they are interpolated, not surveyed).
create table street_segment (
  jurisdiction_id text not null references jurisdiction (id),
  id integer not null,
  street_name_id integer,
  osm_id bigint not null,
  class text not null,
  area_id integer,
  length_meters real not null,
  number_from integer,
  number_to integer,
  geom geometry(LineString, 4326) not null,
  primary key (jurisdiction_id, id),
  foreign key (jurisdiction_id, street_name_id) references street_name (jurisdiction_id, id),
  foreign key (jurisdiction_id, area_id) references area (jurisdiction_id, id)
);
create index street_segment_geom on street_segment using gist (geom);
create index street_segment_street on street_segment (jurisdiction_id, street_name_id);
call protect_tenant_table('street_segment', 'select');
