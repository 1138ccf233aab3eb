-- Takes places of a bot's line. Says how many, and how far from now the first is (negative: a burst's, in the past).
-- KEYS[1]: the line. ARGV: interval, burst, count, hold, horizon; times in microseconds, by this server's clock.
local interval, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local hold, horizon = tonumber(ARGV[4]), tonumber(ARGV[5])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]

local kept = redis.call('HMGET', KEYS[1], 'next', 'held')
local next, held = tonumber(kept[1]) or 0, tonumber(kept[2]) or 0
-- No place is given so far ahead: the clock was set back.
if next > now + horizon + interval then next = now end
if hold > 0 then held = math.max(held, now + hold) end

local first = math.max(next, held, now - (burst - 1) * interval)
local count = math.min(wanted, math.max(0, math.floor((now + horizon - first) / interval) + 1))
if count > 0 then next = first + count * interval end

-- As text, or the numbers lose digits.
redis.call('HSET', KEYS[1], 'next', string.format('%.0f', next), 'held', string.format('%.0f', held))
-- A line that is at rest is as good as none.
local rest = math.max(next, held) - now + burst * interval
redis.call('PEXPIRE', KEYS[1], math.max(1000, math.ceil(rest / 1000)))
return {count, first - now}
