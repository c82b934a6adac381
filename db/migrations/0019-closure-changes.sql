-- A plan is out of date when a closure was made or changed after it, so a closure says when it last changed.
alter table street_closure add column changed_at timestamptz;
update street_closure set changed_at = coalesce(removed_at, created_at);
alter table street_closure alter column changed_at set not null;
