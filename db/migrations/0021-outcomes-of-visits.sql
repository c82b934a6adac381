-- How a visit may end beside done and failed, what was left, and whether it was closed far from its place.

alter table operation drop constraint operation_kind_check;
alter table operation add constraint operation_kind_check check (
  kind in (
    'en_route', 'arrive', 'start', 'done', 'partial', 'fail', 'decline', 'note', 'photo', 'found', 'undo'
  )
);

alter table visit add column follow_on_id bigint;
alter table visit add constraint visit_follow_on
  foreign key (jurisdiction_id, follow_on_id) references work_order (jurisdiction_id, id);
-- of the tablet from the task's place when it was closed; null where it did not know its position
alter table visit add column closed_distance_meters real check (closed_distance_meters >= 0);
alter table visit add column closed_accuracy_meters real check (closed_accuracy_meters >= 0);
alter table visit add column is_far boolean not null default false;
alter table visit add column far_reason text check (length(far_reason) <= 500);
