BEGIN;
--
-- Create index file_by_invitation on field(s) invited_by of model submission
--
CREATE INDEX "file_by_invitation" ON "casefile_submission" ("invited_by") WHERE "invited_by" IS NOT NULL;
COMMIT;

