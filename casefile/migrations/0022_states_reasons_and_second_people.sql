BEGIN;
--
-- Add field found to decision
--
ALTER TABLE "casefile_decision" ADD COLUMN "found_id" uuid NULL CONSTRAINT "casefile_decision_found_id_0b98e2a6_fk_casefile_" REFERENCES "casefile_determination"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "casefile_decision_found_id_0b98e2a6_fk_casefile_" IMMEDIATE;
--
-- Add field review_on to decision
--
ALTER TABLE "casefile_decision" ADD COLUMN "review_on" date NULL;
--
-- Add field second to decision
--
ALTER TABLE "casefile_decision" ADD COLUMN "second_id" uuid NULL CONSTRAINT "casefile_decision_second_id_a5d06d9f_fk_casefile_staffmember_id" REFERENCES "casefile_staffmember"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "casefile_decision_second_id_a5d06d9f_fk_casefile_staffmember_id" IMMEDIATE;
--
-- Add field survivor to decision
--
ALTER TABLE "casefile_decision" ADD COLUMN "survivor" varchar(16) DEFAULT '' NOT NULL;
ALTER TABLE "casefile_decision" ALTER COLUMN "survivor" DROP DEFAULT;
--
-- Add field words to decision
--
ALTER TABLE "casefile_decision" ADD COLUMN "words" varchar(200) DEFAULT '' NOT NULL;
ALTER TABLE "casefile_decision" ALTER COLUMN "words" DROP DEFAULT;
--
-- Alter field by on decision
--
-- (no-op)
--
-- Alter field choice on decision
--
-- (no-op)
--
-- Alter field claim on decision
--
-- (no-op)
--
-- Create model DeclineLetter
--
CREATE TABLE "casefile_declineletter" ("id" uuid NOT NULL PRIMARY KEY, "text_id" varchar(64) NOT NULL, "version" varchar(32) NOT NULL, "language" varchar(8) NOT NULL, "text_status" varchar(16) NOT NULL, "subject" bytea NOT NULL, "body" bytea NOT NULL, "sha256" varchar(64) NOT NULL, "at" timestamp with time zone NOT NULL, "by_id" uuid NOT NULL, "claim_id" uuid NOT NULL);
--
-- Add field letter to decision
--
ALTER TABLE "casefile_decision" ADD COLUMN "letter_id" uuid NULL CONSTRAINT "casefile_decision_letter_id_1f78efc7_fk_casefile_" REFERENCES "casefile_declineletter"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "casefile_decision_letter_id_1f78efc7_fk_casefile_" IMMEDIATE;
--
-- Create model Proposal
--
CREATE TABLE "casefile_proposal" ("id" uuid NOT NULL PRIMARY KEY, "number" integer NOT NULL CHECK ("number" >= 0), "choice" varchar(32) NOT NULL, "reason" varchar(64) NOT NULL, "words" varchar(200) NOT NULL, "note" bytea NULL, "review_on" date NULL, "survivor" varchar(16) NOT NULL, "at" timestamp with time zone NOT NULL, "undone" integer NULL CHECK ("undone" >= 0), "seen" integer NOT NULL CHECK ("seen" >= 0), "by_id" uuid NOT NULL, "claim_id" uuid NOT NULL, "found_id" uuid NULL, "letter_id" uuid NULL);
--
-- Add field proposal to decision
--
ALTER TABLE "casefile_decision" ADD COLUMN "proposal_id" uuid NULL UNIQUE CONSTRAINT "casefile_decision_proposal_id_02efe57e_fk_casefile_proposal_id" REFERENCES "casefile_proposal"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "casefile_decision_proposal_id_02efe57e_fk_casefile_proposal_id" IMMEDIATE;
--
-- Create model ProposalEnd
--
CREATE TABLE "casefile_proposalend" ("id" uuid NOT NULL PRIMARY KEY, "note" bytea NULL, "at" timestamp with time zone NOT NULL, "by_id" uuid NOT NULL, "proposal_id" uuid NOT NULL UNIQUE);
--
-- Create model ReasonCode
--
CREATE TABLE "casefile_reasoncode" ("id" uuid NOT NULL PRIMARY KEY, "choice" varchar(32) NOT NULL, "code" varchar(64) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "words" varchar(200) NOT NULL, "needs_note" boolean NOT NULL, "by_two" boolean NOT NULL, "active" boolean NOT NULL, "by" varchar(64) NOT NULL, "at" timestamp with time zone NOT NULL, CONSTRAINT "one_reason_per_version" UNIQUE ("choice", "code", "version"));
--
-- Create constraint one_proposal_per_number on model proposal
--
ALTER TABLE "casefile_proposal" ADD CONSTRAINT "one_proposal_per_number" UNIQUE ("claim_id", "number");
CREATE INDEX "casefile_decision_found_id_0b98e2a6" ON "casefile_decision" ("found_id");
CREATE INDEX "casefile_decision_second_id_a5d06d9f" ON "casefile_decision" ("second_id");
ALTER TABLE "casefile_declineletter" ADD CONSTRAINT "casefile_declinelett_by_id_0d9af27a_fk_casefile_" FOREIGN KEY ("by_id") REFERENCES "casefile_staffmember" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_declineletter" ADD CONSTRAINT "casefile_declineletter_claim_id_3ca4ad5a_fk_casefile_claim_id" FOREIGN KEY ("claim_id") REFERENCES "casefile_claim" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "casefile_declineletter_by_id_0d9af27a" ON "casefile_declineletter" ("by_id");
CREATE INDEX "casefile_declineletter_claim_id_3ca4ad5a" ON "casefile_declineletter" ("claim_id");
CREATE INDEX "casefile_decision_letter_id_1f78efc7" ON "casefile_decision" ("letter_id");
ALTER TABLE "casefile_proposal" ADD CONSTRAINT "casefile_proposal_by_id_4c91329b_fk_casefile_staffmember_id" FOREIGN KEY ("by_id") REFERENCES "casefile_staffmember" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_proposal" ADD CONSTRAINT "casefile_proposal_claim_id_87ba9467_fk_casefile_claim_id" FOREIGN KEY ("claim_id") REFERENCES "casefile_claim" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_proposal" ADD CONSTRAINT "casefile_proposal_found_id_db01fe65_fk_casefile_" FOREIGN KEY ("found_id") REFERENCES "casefile_determination" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_proposal" ADD CONSTRAINT "casefile_proposal_letter_id_7304f5b1_fk_casefile_" FOREIGN KEY ("letter_id") REFERENCES "casefile_declineletter" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "casefile_proposal_by_id_4c91329b" ON "casefile_proposal" ("by_id");
CREATE INDEX "casefile_proposal_claim_id_87ba9467" ON "casefile_proposal" ("claim_id");
CREATE INDEX "casefile_proposal_found_id_db01fe65" ON "casefile_proposal" ("found_id");
CREATE INDEX "casefile_proposal_letter_id_7304f5b1" ON "casefile_proposal" ("letter_id");
ALTER TABLE "casefile_proposalend" ADD CONSTRAINT "casefile_proposalend_by_id_324d14d6_fk_casefile_staffmember_id" FOREIGN KEY ("by_id") REFERENCES "casefile_staffmember" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "casefile_proposalend" ADD CONSTRAINT "casefile_proposalend_proposal_id_a36415f4_fk_casefile_" FOREIGN KEY ("proposal_id") REFERENCES "casefile_proposal" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "casefile_proposalend_by_id_324d14d6" ON "casefile_proposalend" ("by_id");
CREATE INDEX "casefile_reasoncode_code_423d2cbf" ON "casefile_reasoncode" ("code");
CREATE INDEX "casefile_reasoncode_code_423d2cbf_like" ON "casefile_reasoncode" ("code" varchar_pattern_ops);
COMMIT;

