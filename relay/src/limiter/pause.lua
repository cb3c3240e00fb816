-- Moves a theoretical arrival time ahead, never back.
-- KEYS: where it stands, in microseconds. ARGV: how far ahead of now, in microseconds.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local paused = math.max(tonumber(redis.call('GET', KEYS[1])) or 0, now + ARGV[1])
local left = math.ceil((paused - now) / 1000)
redis.call('SET', KEYS[1], string.format('%.0f', paused), 'PX', string.format('%.0f', left))
return 0
