"""One noun a file; together, everything the portal keeps."""

from casefile.models.audit_entry import AuditEntry
from casefile.models.claim import Claim, FactRevision
from casefile.models.clearance import Clearance
from casefile.models.decision import Decision
from casefile.models.determination import Determination, Ruleset
from casefile.models.draft import Draft
from casefile.models.job import Heartbeat, Job
from casefile.models.list_import import ListImport, ListRetirement
from casefile.models.lookup import LookUp
from casefile.models.packet import Delivery, Packet
from casefile.models.photo_check import PhotoCheck
from casefile.models.staff import StaffMember
from casefile.models.submission import Answer, Consent, Submission
from casefile.models.tally import Tally

__all__ = [
    "Answer",
    "AuditEntry",
    "Claim",
    "Clearance",
    "Consent",
    "Decision",
    "Delivery",
    "Determination",
    "Draft",
    "FactRevision",
    "Heartbeat",
    "Job",
    "ListImport",
    "ListRetirement",
    "LookUp",
    "Packet",
    "PhotoCheck",
    "Ruleset",
    "StaffMember",
    "Submission",
    "Tally",
]
