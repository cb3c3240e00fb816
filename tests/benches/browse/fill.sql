ANALYZE bench.town;
ANALYZE bench.wheel;
ANALYZE bench.word;
INSERT INTO account (id, zone, made_at) SELECT md5('person ' || n)::uuid, 'Africa/Tunis', now() FROM generate_series(1, :people) n;
SELECT setseed(0.5);
CREATE TABLE bench.index AS
    SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE tablename = 'request' AND indexname <> 'request_pkey';
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT name FROM bench.index LOOP EXECUTE 'DROP INDEX ' || one.name; END LOOP;
END $$;
INSERT INTO request (id, account, content, kind, title, from_country, from_lat, from_lon, to_country, to_lat, to_lon,
                     due, words, state, state_at, posted_at)
SELECT gen_random_uuid(), md5('person ' || 1 + i % :people)::uuid,
       jsonb_build_object('title', title, 'due', due,
           'reward', CASE WHEN currency IS NOT NULL THEN jsonb_build_object('currency', currency, 'minor', minor) END,
           'need', CASE kind
               WHEN 'buy' THEN jsonb_build_object('kind', 'buy', 'from', f.place, 'to', t.place)
               WHEN 'pickup' THEN jsonb_build_object('kind', 'pickup', 'parcel', '{"fragile": false}'::jsonb,
                                                     'from', f.place, 'to', t.place)
               ELSE jsonb_build_object('kind', 'service', 'meetup', t.place) END),
       kind, title,
       CASE WHEN kind = 'service' THEN NULL WHEN f.n IS NULL THEN '*' ELSE f.place ->> 'country' END,
       (f.place -> 'point' ->> 'lat')::float8, (f.place -> 'point' ->> 'lon')::float8, t.place ->> 'country',
       (t.place -> 'point' ->> 'lat')::float8, (t.place -> 'point' ->> 'lon')::float8,
       due, array_to_tsvector(words), 'open', now() + interval '30 days', now() - (:requests - i) * interval '2 seconds'
FROM (SELECT i, CASE WHEN a < 0.70 THEN 'buy' WHEN a < 0.92 THEN 'pickup' ELSE 'service' END AS kind,
             -- A tenth of what is bought may come from anywhere, half of all services need no meeting.
             CASE WHEN a > 0.10 AND a < 0.92 THEN floor(b * :wheel)::bigint END AS origin,
             CASE WHEN a < 0.96 THEN floor(c * :wheel)::bigint END AS target,
             CASE WHEN d < 0.7 THEN current_date + floor(-ln(1 - e * 0.9999) * 20)::integer END AS due,
             CASE WHEN g < 0.6 THEN 'EUR' WHEN g < 0.8 THEN 'TND' WHEN g < 0.82 THEN 'USD' END AS currency,
             floor(exp(-ln(1 - h * 0.9999) * 0.6) * 500)::bigint AS minor, k, l, m, o
      FROM (SELECT i, random() a, random() b, random() c, random() d, random() e, random() g, random() h,
                   random() k, random() l, random() m, random() o
            FROM generate_series(1, :requests) i) x) y
LEFT JOIN bench.wheel wf ON wf.n = y.origin
LEFT JOIN bench.wheel wt ON wt.n = y.target
LEFT JOIN bench.town f ON f.n = wf.origin
LEFT JOIN bench.town t ON t.n = wt.target
CROSS JOIN LATERAL (
    SELECT string_agg(word, ' ') AS title, array_agg(word) AS words FROM bench.word
    WHERE n IN (floor(:words * power(k, 3))::bigint, floor(:words * power(l, 3))::bigint,
                floor(:words * power(m, 2))::bigint, floor(:words * o)::bigint)) w;
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT made FROM bench.index LOOP EXECUTE one.made; END LOOP;
END $$;
INSERT INTO spot (id, cell, lat, lon)
SELECT DISTINCT ON (id) id, floor(lat) * 360 + floor(lon), lat, lon
FROM (SELECT from_spot AS id, from_lat AS lat, from_lon AS lon FROM request
      UNION ALL SELECT to_spot, to_lat, to_lon FROM request) s
WHERE lat IS NOT NULL;
INSERT INTO word (word) SELECT word FROM bench.word;
