-- Keeps a copy of every table, and makes a function that puts all of them back to it.
do $$
declare
    name text;
    columns text;
    commands text := '';
begin
    -- Nothing here outlives the test, so nothing needs to reach the disk.
    execute format('alter database %I set synchronous_commit to off', current_database());
    execute format('alter database %I set deadlock_timeout to ''50ms''', current_database());
    create schema kept;
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not like '\_sqlx%' loop
        execute format('create table kept.%I as table public.%I', name, name);
        execute format('alter table public.%I set (autovacuum_enabled = off)', name);
        select string_agg(format('%I', attname), ', ') into columns from pg_attribute
        where attrelid = format('public.%I', name)::regclass and attnum > 0 and not attisdropped
          and attgenerated = '';
        commands := commands
            || format('delete from public.%I; ', name)
            || format('insert into public.%I (%s) overriding system value select %s from kept.%I; ',
                      name, columns, columns, name);
    end loop;
    for name in select sequencename from pg_sequences where schemaname = 'public' loop
        commands := commands || format('perform setval(%L, 1000, false); ', 'public.' || name);
    end loop;
    execute format(
        'create function kept.restore() returns void language plpgsql as $f$ begin %s %s end $f$',
        'set local session_replication_role = replica;', commands);
end
$$;
