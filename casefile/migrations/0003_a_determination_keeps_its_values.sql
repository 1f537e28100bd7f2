BEGIN;
--
-- Change Meta options on determination
--
-- (no-op)
--
-- Alter field document on determination
--
ALTER TABLE "casefile_determination" ALTER COLUMN "document" DROP NOT NULL;
--
-- Add field trace to determination
--
ALTER TABLE "casefile_determination" ADD COLUMN "trace" bytea NULL;
--
-- Add field brief to determination
--
ALTER TABLE "casefile_determination" ADD COLUMN "brief" bytea NULL;
--
-- Add field rolled_deadline to determination
--
ALTER TABLE "casefile_determination" ADD COLUMN "rolled_deadline" date NULL;
--
-- Remove constraint one_determination_per_day from model determination
--
ALTER TABLE "casefile_determination" DROP CONSTRAINT "one_determination_per_day";
--
-- Create constraint one_determination_per_day_and_engine on model determination
--
ALTER TABLE "casefile_determination" ADD CONSTRAINT "one_determination_per_day_and_engine" UNIQUE ("revision_id", "ruleset_id", "as_of", "engine");
COMMIT;
