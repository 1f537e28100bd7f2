BEGIN;
--
-- Remove field document from determination
--
ALTER TABLE "casefile_determination" DROP COLUMN "document" CASCADE;
COMMIT;
