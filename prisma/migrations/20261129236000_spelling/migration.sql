-- How far a mistyped word is from the one that was meant is counted in letters.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
