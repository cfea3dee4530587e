-- Why a call ran this version of its tool: a pin, the default, what was listed. Older rows do not say it.
alter table audit add column version_by text;
