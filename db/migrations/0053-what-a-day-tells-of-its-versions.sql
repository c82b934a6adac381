-- What the screen of a day begins with costs the same however often its plan was changed: what was made of a version,
-- what stands beside one, and what somebody gave a name are found without looking at the others.

create index plan_version_follows on plan_version (jurisdiction_id, plan_id, follows, version);
create index plan_version_beside on plan_version (jurisdiction_id, plan_id, base_version, version)
  where act ->> 'kind' in ('part', 'what-if');
create index plan_version_named on plan_version (jurisdiction_id, plan_id, version) where name <> '';
