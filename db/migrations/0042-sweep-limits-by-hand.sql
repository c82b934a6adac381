-- How much crews may take on their way is said by people: each value counts its changes, so that none is lost in silence.

alter table service add column sweep_version integer not null default 1;
alter table crew add column detour_version integer not null default 1;
