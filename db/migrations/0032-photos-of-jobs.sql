-- When and where a photo of a job was taken, whether it is of another fault found there, and that it cannot be read.

alter table visit_media drop constraint visit_media_shows_check;
alter table visit_media add constraint visit_media_shows_check
  check (shows in ('before', 'after', 'other', 'form', 'found'));

-- the request that a fault found at the job became
alter table visit_media add column found_request_id bigint;
alter table visit_media add constraint visit_media_found_request
  foreign key (jurisdiction_id, found_request_id) references request (jurisdiction_id, id);
grant update on visit_media to dromos_app;

-- by the tablet's clock, set right
alter table visit_media add column taken_at timestamptz;
alter table visit_media add column geom geometry(Point, 4326);
alter table visit_media add column accuracy_meters real check (accuracy_meters between 0 and 100000);

-- it came whole and is no picture: the tablet does not have it any more
alter table visit_media add column unreadable_at timestamptz;
create index visit_media_visit on visit_media (jurisdiction_id, visit_id);
