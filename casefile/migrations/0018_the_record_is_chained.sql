BEGIN;
--
-- Create index audit_by_actor on field(s) actor, id of model auditentry
--
CREATE INDEX "audit_by_actor" ON "casefile_auditentry" ("actor", "id");
--
-- Create index audit_by_time on field(s) at of model auditentry
--
CREATE INDEX "audit_by_time" ON "casefile_auditentry" ("at");
--
-- Create model AuditLink
--
CREATE TABLE "casefile_auditlink" ("number" bigint NOT NULL PRIMARY KEY, "sha256" varchar(64) NOT NULL, "entry_id" bigint NOT NULL UNIQUE);
--
-- Create model AuditAnchor
--
CREATE TABLE "casefile_auditanchor" ("id" uuid NOT NULL PRIMARY KEY, "number" bigint NOT NULL, "sha256" varchar(64) NOT NULL, "where" varchar(120) NOT NULL, "at" timestamp with time zone NOT NULL, CONSTRAINT "one_anchor_per_place_and_number" UNIQUE ("where", "number"));
--
-- Create model AuditVerification
--
CREATE TABLE "casefile_auditverification" ("id" uuid NOT NULL PRIMARY KEY, "at" timestamp with time zone NOT NULL, "rows" bigint NOT NULL, "head" bigint NOT NULL, "unlinked" bigint NOT NULL, "fault" varchar(32) NOT NULL, "number" bigint NULL, "by" varchar(64) NOT NULL);
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
ALTER TABLE "casefile_auditlink" ADD CONSTRAINT "casefile_auditlink_entry_id_859948d4_fk_casefile_auditentry_id" FOREIGN KEY ("entry_id") REFERENCES "casefile_auditentry" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "casefile_auditanchor_number_5bcf42da" ON "casefile_auditanchor" ("number");
COMMIT;

