-- Rows come in the order of their time: a range index costs next to nothing at each of them.
drop index audit_by_time;
create index audit_by_time on audit using brin (at);
