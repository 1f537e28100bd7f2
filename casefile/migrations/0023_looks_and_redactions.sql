BEGIN;
--
-- Create model Reveal
--
CREATE TABLE "casefile_reveal" ("id" uuid NOT NULL PRIMARY KEY, "group" varchar(16) NOT NULL, "reason" varchar(32) NOT NULL, "note" bytea NULL, "at" timestamp with time zone NOT NULL, "by_id" uuid NOT NULL, "claim_id" uuid NULL, "submission_id" uuid NOT NULL);
--
-- Create model Redaction
--
CREATE TABLE "casefile_redaction" ("id" uuid NOT NULL PRIMARY KEY, "number" integer NOT NULL CHECK ("number" >= 0), "ranges" jsonb NOT NULL, "digest" varchar(64) NOT NULL, "reason" varchar(32) NOT NULL, "at" timestamp with time zone NOT NULL, "by_id" uuid NOT NULL, "submission_id" uuid NOT NULL, "takes_back_id" uuid NULL UNIQUE, CONSTRAINT "one_redaction_per_number" UNIQUE ("submission_id", "number"));
ALTER TABLE "casefile_reveal" ADD CONSTRAINT "casefile_reveal_by_id_f7692162_fk_casefile_staffmember_id" FOREIGN KEY ("by_id") REFERENCES "casefile_staffmember" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_reveal" ADD CONSTRAINT "casefile_reveal_claim_id_eeed8a1c_fk_casefile_claim_id" FOREIGN KEY ("claim_id") REFERENCES "casefile_claim" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_reveal" ADD CONSTRAINT "casefile_reveal_submission_id_41de3f66_fk_casefile_" FOREIGN KEY ("submission_id") REFERENCES "casefile_submission" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "casefile_reveal_reason_3f895c30" ON "casefile_reveal" ("reason");
CREATE INDEX "casefile_reveal_reason_3f895c30_like" ON "casefile_reveal" ("reason" varchar_pattern_ops);
CREATE INDEX "casefile_reveal_by_id_f7692162" ON "casefile_reveal" ("by_id");
CREATE INDEX "casefile_reveal_claim_id_eeed8a1c" ON "casefile_reveal" ("claim_id");
CREATE INDEX "casefile_reveal_submission_id_41de3f66" ON "casefile_reveal" ("submission_id");
ALTER TABLE "casefile_redaction" ADD CONSTRAINT "casefile_redaction_by_id_ad21091a_fk_casefile_staffmember_id" FOREIGN KEY ("by_id") REFERENCES "casefile_staffmember" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_redaction" ADD CONSTRAINT "casefile_redaction_submission_id_9a569e98_fk_casefile_" FOREIGN KEY ("submission_id") REFERENCES "casefile_submission" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_redaction" ADD CONSTRAINT "casefile_redaction_takes_back_id_54459399_fk_casefile_" FOREIGN KEY ("takes_back_id") REFERENCES "casefile_redaction" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "casefile_redaction_reason_a7824511" ON "casefile_redaction" ("reason");
CREATE INDEX "casefile_redaction_reason_a7824511_like" ON "casefile_redaction" ("reason" varchar_pattern_ops);
CREATE INDEX "casefile_redaction_by_id_ad21091a" ON "casefile_redaction" ("by_id");
CREATE INDEX "casefile_redaction_submission_id_9a569e98" ON "casefile_redaction" ("submission_id");
COMMIT;

