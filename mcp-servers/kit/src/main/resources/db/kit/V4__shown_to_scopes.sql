-- A list counts for a token of the scopes that it was shown to. Of those shown before this nobody knows the scopes.
delete from shown_view;
alter table shown_view add column scopes text not null;
alter table shown_view drop constraint shown_view_pkey;
alter table shown_view add primary key (caller, endpoint, scopes);
