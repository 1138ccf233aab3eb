ALTER TABLE tiny.notes ADD COLUMN stars int;
UPDATE tiny.notes SET stars = 0;
ALTER TABLE tiny.notes ALTER COLUMN stars SET NOT NULL;
