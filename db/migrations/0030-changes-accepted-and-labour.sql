-- What a crew has seen of the dispatcher's changes, and how long it worked at a stop.

alter table operation drop constraint operation_kind_check;
alter table operation add constraint operation_kind_check check (
  kind in (
    'en_route', 'arrive', 'start', 'stop', 'done', 'partial', 'fail', 'decline', 'note', 'photo', 'found', 'undo',
    'accept'
  )
);

alter table visit add column accepted_at timestamptz;
-- what it was planned for when it was accepted: another time since is a change that nobody has seen
alter table visit add column accepted_arrival_at timestamptz;
alter table visit add column withdrawal_accepted_at timestamptz;

-- as the crew told it when it closed the job, and by the clock from its starts and stops
alter table visit add column labour_minutes integer check (labour_minutes between 0 and 1440);
alter table visit add column labour_measured_minutes integer check (labour_measured_minutes >= 0);
