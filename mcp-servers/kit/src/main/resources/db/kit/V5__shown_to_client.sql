-- A list counts for the client that it was shown to: its session, or its credential. Of those shown before this nobody knows it.
delete from shown_view;
alter table shown_view drop constraint shown_view_pkey;
alter table shown_view drop column scopes;
alter table shown_view add column client text not null;
alter table shown_view add primary key (caller, endpoint, client);
