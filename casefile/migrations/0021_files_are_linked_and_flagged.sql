BEGIN;
--
-- Alter field sha256 on upload
--
CREATE INDEX "casefile_upload_sha256_eed2baa4" ON "casefile_upload" ("sha256");
CREATE INDEX "casefile_upload_sha256_eed2baa4_like" ON "casefile_upload" ("sha256" varchar_pattern_ops);
--
-- Create model FileLink
--
CREATE TABLE "casefile_filelink" ("id" uuid NOT NULL PRIMARY KEY, "number" integer NOT NULL CHECK ("number" >= 0), "at" timestamp with time zone NOT NULL, "likeness" varchar(16) NOT NULL, "agrees" jsonb NOT NULL, "differs" jsonb NOT NULL, "one_id" uuid NOT NULL, "other_id" uuid NOT NULL);
--
-- Create model Flag
--
CREATE TABLE "casefile_flag" ("id" uuid NOT NULL PRIMARY KEY, "code" varchar(32) NOT NULL, "number" integer NOT NULL CHECK ("number" >= 0), "points" smallint NOT NULL CHECK ("points" >= 0), "found" jsonb NOT NULL, "at" timestamp with time zone NOT NULL, "submission_id" uuid NOT NULL);
--
-- Create model LinkRuling
--
CREATE TABLE "casefile_linkruling" ("id" uuid NOT NULL PRIMARY KEY, "number" integer NOT NULL CHECK ("number" >= 0), "at" timestamp with time zone NOT NULL, "verdict" varchar(16) NOT NULL, "note" bytea NULL, "about_id" uuid NOT NULL, "by_id" uuid NOT NULL, "one_id" uuid NOT NULL, "other_id" uuid NOT NULL, "survivor_id" uuid NULL);
--
-- Create constraint one_filelink_per_pair_and_number on model filelink
--
ALTER TABLE "casefile_filelink" ADD CONSTRAINT "one_filelink_per_pair_and_number" UNIQUE ("one_id", "other_id", "number");
--
-- Create constraint one_flag_per_code_and_number on model flag
--
ALTER TABLE "casefile_flag" ADD CONSTRAINT "one_flag_per_code_and_number" UNIQUE ("submission_id", "code", "number");
--
-- Create constraint one_linkruling_per_pair_and_number on model linkruling
--
ALTER TABLE "casefile_linkruling" ADD CONSTRAINT "one_linkruling_per_pair_and_number" UNIQUE ("one_id", "other_id", "number");
ALTER TABLE "casefile_filelink" ADD CONSTRAINT "casefile_filelink_one_id_6897798b_fk_casefile_submission_id" FOREIGN KEY ("one_id") REFERENCES "casefile_submission" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_filelink" ADD CONSTRAINT "casefile_filelink_other_id_ce371481_fk_casefile_submission_id" FOREIGN KEY ("other_id") REFERENCES "casefile_submission" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "casefile_filelink_one_id_6897798b" ON "casefile_filelink" ("one_id");
CREATE INDEX "casefile_filelink_other_id_ce371481" ON "casefile_filelink" ("other_id");
ALTER TABLE "casefile_flag" ADD CONSTRAINT "casefile_flag_submission_id_4770f2b3_fk_casefile_submission_id" FOREIGN KEY ("submission_id") REFERENCES "casefile_submission" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "casefile_flag_submission_id_4770f2b3" ON "casefile_flag" ("submission_id");
ALTER TABLE "casefile_linkruling" ADD CONSTRAINT "casefile_linkruling_about_id_4464ef1d_fk_casefile_filelink_id" FOREIGN KEY ("about_id") REFERENCES "casefile_filelink" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_linkruling" ADD CONSTRAINT "casefile_linkruling_by_id_6dd88a1d_fk_casefile_staffmember_id" FOREIGN KEY ("by_id") REFERENCES "casefile_staffmember" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_linkruling" ADD CONSTRAINT "casefile_linkruling_one_id_d940a7b5_fk_casefile_submission_id" FOREIGN KEY ("one_id") REFERENCES "casefile_submission" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_linkruling" ADD CONSTRAINT "casefile_linkruling_other_id_f2738fe0_fk_casefile_submission_id" FOREIGN KEY ("other_id") REFERENCES "casefile_submission" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_linkruling" ADD CONSTRAINT "casefile_linkruling_survivor_id_7d6a45b4_fk_casefile_" FOREIGN KEY ("survivor_id") REFERENCES "casefile_submission" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "casefile_linkruling_about_id_4464ef1d" ON "casefile_linkruling" ("about_id");
CREATE INDEX "casefile_linkruling_by_id_6dd88a1d" ON "casefile_linkruling" ("by_id");
CREATE INDEX "casefile_linkruling_one_id_d940a7b5" ON "casefile_linkruling" ("one_id");
CREATE INDEX "casefile_linkruling_other_id_f2738fe0" ON "casefile_linkruling" ("other_id");
CREATE INDEX "casefile_linkruling_survivor_id_7d6a45b4" ON "casefile_linkruling" ("survivor_id");
COMMIT;

