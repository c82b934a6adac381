-- Work that comes back along a street: the street's line, cut into the sections that its orders are made of; and
-- documents beside the pictures of an order.

alter table order_schedule
  -- of each order: fixed, or by the length of its section; what the service takes where neither is told
  add column minutes integer check (minutes between 1 and 1440),
  add column minutes_per_100m numeric(6, 2) check (minutes_per_100m between 0.01 and 240),
  add column street_id integer,
  add column street_name text check (length(street_name) between 1 and 200),
  -- the stretches that were chosen, as the map numbers them today; the sections hold their lines for good
  add column stretch_ids integer[] check (cardinality(stretch_ids) between 1 and 1000),
  add column section_meters integer check (section_meters between 100 and 20000),
  add constraint order_schedule_minutes_once check (minutes is null or minutes_per_100m is null),
  add constraint order_schedule_street_whole check (
    (street_id is null) = (street_name is null) and (street_id is null) = (stretch_ids is null)
    and (street_id is not null or (section_meters is null and minutes_per_100m is null))
  ),
  add constraint order_schedule_of_street_or_asset check (street_id is null or asset_code is null);

create table schedule_section (
  jurisdiction_id text not null,
  schedule_id bigint not null,
  position integer not null check (position > 0),
  -- the streets it begins and ends at, where the map names one
  begins_at text,
  ends_at text,
  line geometry(MultiLineString, 4326) not null,
  -- where a crew stops: the point of the line that is nearest to its middle
  geom geometry(Point, 4326) not null,
  primary key (jurisdiction_id, schedule_id, position),
  foreign key (jurisdiction_id, schedule_id) references order_schedule (jurisdiction_id, id)
);
call protect_tenant_table('schedule_section', 'select, insert, delete');

-- each section of a street has its order
alter table order_occurrence add column part integer not null default 1 check (part > 0);
alter table order_occurrence drop constraint order_occurrence_pkey;
alter table order_occurrence add primary key (jurisdiction_id, schedule_id, occurs_on, part);

alter table work_order
  add column street_name text check (length(street_name) between 1 and 200),
  add column street_begins_at text,
  add column street_ends_at text,
  add column line geometry(MultiLineString, 4326),
  add constraint work_order_street_whole check (
    (street_name is null) = (line is null)
    and (line is not null or (street_begins_at is null and street_ends_at is null))
  );

-- a document is as it was sent, and never for the public; of one, the size is that of its first page in points
alter table media drop constraint media_content_type_check;
alter table media add constraint media_content_type_check
  check (content_type in ('image/webp', 'image/jpeg', 'application/pdf'));
alter table media add column pages integer check (pages between 1 and 100000);
alter table media add constraint media_document_is_attached
  check (content_type <> 'application/pdf' or kind = 'attachment');
