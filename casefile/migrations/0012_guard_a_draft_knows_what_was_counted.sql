BEGIN;
--
-- Add field measured to draft
--
ALTER TABLE "casefile_draft" ADD COLUMN "measured" jsonb DEFAULT '{}'::jsonb NOT NULL;
ALTER TABLE "casefile_draft" ALTER COLUMN "measured" DROP DEFAULT;
COMMIT;
