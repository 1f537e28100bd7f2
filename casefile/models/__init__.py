"""One noun a file; together, everything the portal keeps."""

from casefile.models.afterwards import (
    ClaimantCopy,
    ConsentWithdrawal,
    ContactChange,
    EmailConfirmation,
    Wish,
    WishTakenBack,
)
from casefile.models.assignment import Assignment
from casefile.models.audit_entry import AuditEntry
from casefile.models.audit_link import AuditAnchor, AuditLink, AuditVerification
from casefile.models.bulk_run import BulkItem, BulkRun
from casefile.models.calendar import Deadline, DeadlineMark, DeadlineNotice
from casefile.models.claim import Claim, FactRevision
from casefile.models.clearance import Clearance
from casefile.models.clock_entry import ClockEntry, ClockRun
from casefile.models.conflict import (
    ConflictHit,
    ConflictList,
    ConflictListRetirement,
    ConflictParty,
    PartyKey,
    PartyUpload,
)
from casefile.models.decision import Decision, DeclineLetter, Proposal, ProposalEnd
from casefile.models.desk_memory import LastSeen, QueueTab
from casefile.models.determination import Determination, Ruleset
from casefile.models.draft import DeletedIntake, Draft, DraftKey, Pass
from casefile.models.element_check import ElementCheck
from casefile.models.evidence import Upload, UploadCheck
from casefile.models.file_link import FileLink, LinkRuling
from casefile.models.flag import Flag
from casefile.models.grant import Grant
from casefile.models.job import Heartbeat, Job, Round
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
from casefile.models.queue_row import QueueFinding, QueueRow, SearchKey
from casefile.models.reason_code import ReasonCode
from casefile.models.redaction import Redaction
from casefile.models.reveal import Reveal
from casefile.models.source import Source
from casefile.models.staff import StaffMember
from casefile.models.stage_count import StageCount
from casefile.models.submission import Answer, Consent, Submission
from casefile.models.tally import Tally

__all__ = [
    "Answer",
    "Assignment",
    "AuditAnchor",
    "AuditEntry",
    "AuditLink",
    "AuditVerification",
    "BulkItem",
    "BulkRun",
    "Claim",
    "ClaimantCopy",
    "Clearance",
    "ClockEntry",
    "ClockRun",
    "ConflictHit",
    "ConflictList",
    "ConflictListRetirement",
    "ConflictParty",
    "Consent",
    "ConsentWithdrawal",
    "ContactChange",
    "Deadline",
    "DeadlineMark",
    "DeadlineNotice",
    "Decision",
    "DeclineLetter",
    "DeletedIntake",
    "Delivery",
    "Determination",
    "Draft",
    "DraftKey",
    "ElementCheck",
    "EmailConfirmation",
    "Erasure",
    "ErasureStep",
    "FactRevision",
    "FileLink",
    "Flag",
    "Grant",
    "Heartbeat",
    "Hold",
    "HoldLift",
    "Job",
    "KeepingPeriod",
    "KeptName",
    "LastSeen",
    "LinkRuling",
    "ListImport",
    "ListRetirement",
    "LookUp",
    "Packet",
    "PartyKey",
    "PartyUpload",
    "Pass",
    "PhotoCheck",
    "Proposal",
    "ProposalEnd",
    "QueueFinding",
    "QueueRow",
    "QueueTab",
    "ReasonCode",
    "Redaction",
    "Reveal",
    "Round",
    "Ruleset",
    "SearchKey",
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
