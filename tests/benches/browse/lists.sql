CREATE SCHEMA bench;
CREATE UNLOGGED TABLE bench.town (n bigint PRIMARY KEY, place jsonb NOT NULL);
CREATE UNLOGGED TABLE bench.wheel (n bigint PRIMARY KEY, origin bigint NOT NULL, target bigint NOT NULL);
CREATE UNLOGGED TABLE bench.word (n bigint PRIMARY KEY, word text NOT NULL);
