DROP FUNCTION nexus.fill(jsonb, text[], text[], jsonb);
DROP FUNCTION nexus.add_numbers(jsonb, text[], bigint[]);
