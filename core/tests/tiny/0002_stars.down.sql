ALTER TABLE tiny.notes DROP COLUMN stars;
