-- What residents are told of how the data of a permit's devices is handled: who can get at it, where it lies, whether it leaves the country. Empty of permits from
-- before, whose partners were told that only the city reads it.
ALTER TABLE "Permit" ADD COLUMN "handling" JSONB NOT NULL DEFAULT '{}';
