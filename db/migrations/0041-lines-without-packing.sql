-- the coordinates of a line along the streets do not get smaller by packing; trying took half the time of writing them
alter table route alter column geom set storage external;
