-- What people write to moderators is sealed, each report with a key of its own.
-- What was written before stands in `plain` until the next start has sealed it.
alter table report rename column words to plain;
alter table report
    add column key uuid,
    add column words bytea,
    add constraint report_words check ((words is null) = (key is null));
create index report_plain on report (id) where plain is not null;
