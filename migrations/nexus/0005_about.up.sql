-- How a bot presents itself to people in each language: language code -> the short description; `description` is for
-- operators and stands in for a language that is missing.
ALTER TABLE nexus.bots ADD COLUMN about jsonb NOT NULL DEFAULT '{}';
