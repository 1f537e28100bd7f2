BEGIN;
-- New tables: ClaimantCopy, WishTakenBack
CREATE TABLE "casefile_claimantcopy" ("id" uuid NOT NULL PRIMARY KEY, "of" varchar(64) NOT NULL, "stored_as" varchar(200) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer NOT NULL CHECK ("size" >= 0), "made_at" timestamp with time zone NOT NULL, "submission_id" uuid NOT NULL);
CREATE TABLE "casefile_wishtakenback" ("id" uuid NOT NULL PRIMARY KEY, "at" timestamp with time zone NOT NULL, "by" varchar(64) NOT NULL, "wish_id" uuid NOT NULL UNIQUE);
-- A wish gets a number
ALTER TABLE "casefile_wish" DROP CONSTRAINT "one_wish_of_a_kind_per_submission";
ALTER TABLE "casefile_wish" ADD COLUMN "number" integer DEFAULT 1 NOT NULL CHECK ("number" >= 0);
ALTER TABLE "casefile_wish" ALTER COLUMN "number" DROP DEFAULT;
ALTER TABLE "casefile_wish" ADD CONSTRAINT "one_wish_per_kind_and_number" UNIQUE ("submission_id", "kind", "number");
-- A consent says how and by whom it was taken; a constant default rewrites no row
ALTER TABLE "casefile_consent" ADD COLUMN "by" varchar(64) DEFAULT 'claimant' NOT NULL;
ALTER TABLE "casefile_consent" ALTER COLUMN "by" DROP DEFAULT;
ALTER TABLE "casefile_consent" ADD COLUMN "method" varchar(8) DEFAULT 'screen' NOT NULL;
ALTER TABLE "casefile_consent" ALTER COLUMN "method" DROP DEFAULT;
ALTER TABLE "casefile_claimantcopy" ADD CONSTRAINT "one_claimant_copy_per_state" UNIQUE ("submission_id", "of");
COMMIT;
