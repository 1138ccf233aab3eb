-- How much a bot may send, shared by its processes where there is no Redis (or while it is away).

-- The line of an account: places in time at which one message may go. By the database's own clock: it compares processes.
CREATE TABLE nexus.permits (
    account_id uuid PRIMARY KEY REFERENCES nexus.accounts,
    -- The next place that nobody has taken.
    next_at    timestamptz NOT NULL DEFAULT '-infinity',
    -- The messenger asked the whole bot to be silent.
    held_until timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);

-- Takes up to `wanted` places, none further ahead than `horizon`. Says how many, and how far from now the first is, in
-- microseconds (negative: a burst's, in the past). The same arithmetic as for Redis: core/src/permits/take.lua.
CREATE FUNCTION nexus.take_permits(
    account uuid, step interval, burst integer, wanted integer, hold interval, horizon interval,
    OUT taken integer, OUT first_us bigint
) LANGUAGE plpgsql AS $$
DECLARE
    line     nexus.permits;
    clock    timestamptz;
    first_at timestamptz;
BEGIN
    -- What a crash forgets here is worth less than a second.
    PERFORM set_config('synchronous_commit', 'off', true);
    SELECT * INTO line FROM nexus.permits WHERE account_id = account FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO nexus.permits (account_id) VALUES (account) ON CONFLICT DO NOTHING;
        SELECT * INTO line FROM nexus.permits WHERE account_id = account FOR UPDATE;
    END IF;
    -- After the lock, which may have taken a while.
    clock := clock_timestamp();
    -- No place is given so far ahead: the clock was set back.
    IF line.next_at > clock + horizon + step THEN
        line.next_at := clock;
    END IF;
    IF hold > '0' THEN
        line.held_until := greatest(line.held_until, clock + hold);
    END IF;
    first_at := greatest(line.next_at, line.held_until, clock - (burst - 1) * step);
    taken := least(wanted, greatest(0,
        floor(extract(epoch FROM clock + horizon - first_at) / extract(epoch FROM step)) + 1))::integer;
    IF taken > 0 THEN
        line.next_at := first_at + taken * step;
    END IF;
    first_us := (extract(epoch FROM first_at - clock) * 1000000)::bigint;
    UPDATE nexus.permits SET next_at = line.next_at, held_until = line.held_until WHERE account_id = account;
END
$$;
