-- Which places somebody's requests named, the last first: where several places have one name, it is the one that
-- they named before.
alter table account add column places integer[] not null default '{}';

update account a set places = array(
    select named.place
    from (
        select k.place, max(r.posted_at) as last
        from request r
        cross join lateral unnest(array[
            (r.content #>> '{need,from,id}')::integer,
            (r.content #>> '{need,to,id}')::integer,
            (r.content #>> '{need,meetup,id}')::integer
        ]) as k (place)
        where r.account = a.id and k.place is not null
        group by k.place
    ) named
    order by named.last desc, named.place
    limit 12
);
