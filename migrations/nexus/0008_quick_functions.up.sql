-- What every closing turn may call, over arrays: a loop over an array is evaluated without a query of its own.

-- Adds to numbers in the top level of an object; what is no number counts as 0.
CREATE FUNCTION nexus.add_numbers(target jsonb, keys text[], numbers bigint[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    place integer;
BEGIN
    FOR place IN 1 .. coalesce(array_length(keys, 1), 0) LOOP
        target := jsonb_set(target, ARRAY[keys[place]], to_jsonb(numbers[place]
            + CASE WHEN jsonb_typeof(target -> keys[place]) = 'number' THEN (target ->> keys[place])::numeric ELSE 0 END));
    END LOOP;
    RETURN target;
END
$$;

-- Puts values of `state` in place of the tokens that stand for them in sayings that were written before it was known.
CREATE FUNCTION nexus.fill(sayings jsonb, tokens text[], keys text[], state jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    filled text := sayings;
    place  integer;
BEGIN
    FOR place IN 1 .. coalesce(array_length(keys, 1), 0) LOOP
        filled := replace(filled, tokens[place], coalesce(state ->> keys[place], ''));
    END LOOP;
    RETURN filled;
END
$$;
