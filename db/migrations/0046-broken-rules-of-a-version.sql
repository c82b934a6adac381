-- A change by hand may break a rule: which, since which version and for what reason is kept with the plan, not in
-- somebody's memory.

alter table plan_version add column violations jsonb not null default '[]';
alter table plan_version add column reason text not null default '' check (length(reason) <= 200);
grant update (violations, reason) on plan_version to dromos_app;
