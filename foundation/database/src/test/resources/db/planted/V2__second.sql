alter table planted.note add column author text not null default 'nobody';
