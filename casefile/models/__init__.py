"""One noun a file; together, everything the portal keeps."""

from casefile.models.afterwards import (
    ClaimantCopy,
    ConsentWithdrawal,
    ContactChange,
    EmailConfirmation,
    Wish,
    WishTakenBack,
)
from casefile.models.audit_entry import AuditEntry
from casefile.models.audit_link import AuditAnchor, AuditLink, AuditVerification
from casefile.models.claim import Claim, FactRevision
from casefile.models.clearance import Clearance
from casefile.models.decision import Decision
from casefile.models.determination import Determination, Ruleset
from casefile.models.draft import DeletedIntake, Draft, DraftKey, Pass
from casefile.models.evidence import Upload, UploadCheck
from casefile.models.grant import Grant
from casefile.models.job import Heartbeat, Job
from casefile.models.keeping import (
    Erasure,
    ErasureStep,
    Hold,
    HoldLift,
    KeepingPeriod,
    KeptName,
    Tombstone,
)
from casefile.models.list_import import ListImport, ListRetirement
from casefile.models.lookup import LookUp
from casefile.models.packet import Delivery, Packet
from casefile.models.photo_check import PhotoCheck
from casefile.models.source import Source
from casefile.models.staff import StaffMember
from casefile.models.stage_count import StageCount
from casefile.models.submission import Answer, Consent, Submission
from casefile.models.tally import Tally

__all__ = [
    "Answer",
    "AuditAnchor",
    "AuditEntry",
    "AuditLink",
    "AuditVerification",
    "Claim",
    "ClaimantCopy",
    "Clearance",
    "Consent",
    "ConsentWithdrawal",
    "ContactChange",
    "Decision",
    "DeletedIntake",
    "Delivery",
    "Determination",
    "Draft",
    "DraftKey",
    "EmailConfirmation",
    "Erasure",
    "ErasureStep",
    "FactRevision",
    "Grant",
    "Heartbeat",
    "Hold",
    "HoldLift",
    "Job",
    "KeepingPeriod",
    "KeptName",
    "ListImport",
    "ListRetirement",
    "LookUp",
    "Packet",
    "Pass",
    "PhotoCheck",
    "Ruleset",
    "Source",
    "StaffMember",
    "StageCount",
    "Submission",
    "Tally",
    "Tombstone",
    "Upload",
    "UploadCheck",
    "Wish",
    "WishTakenBack",
]
