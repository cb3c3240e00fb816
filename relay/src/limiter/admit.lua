-- The generic cell rate algorithm (see rate.rs) for a bot and a chat at once.
-- KEYS: where the theoretical arrival times of the two stand, in microseconds.
-- ARGV: interval and tolerance of the one, then of the other, in microseconds.
-- Returns 0 where one was taken from both, else how many microseconds to wait: then none was taken.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wait, after = 0, {}
for i, key in ipairs(KEYS) do
    local theoretical = math.max(tonumber(redis.call('GET', key)) or now, now)
    wait = math.max(wait, theoretical - ARGV[2 * i] - now)
    after[i] = theoretical + ARGV[2 * i - 1]
end
if wait > 0 then
    return wait
end
for i, key in ipairs(KEYS) do
    -- Sixteen digits: Lua's own way of writing a number would round them.
    local left = math.ceil((after[i] - now) / 1000)
    redis.call('SET', key, string.format('%.0f', after[i]), 'PX', string.format('%.0f', left))
end
return 0
