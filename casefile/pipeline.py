"""The process, on one page: receipt, conflict check, look up, determine, prepare, deliver; and each day anew.

Each step is safe to run twice: it asks whether its row exists, and inserts under a unique key. A job is
claimed before its step and finished after it; a worker that dies in between leaves a lease that runs out.
"""

import logging
import smtplib
import uuid
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from casefile import (
    afterwards,
    audit,
    birthdays,
    bulk,
    claims,
    clock_runs,
    conflicts,
    consents,
    copies,
    deadline_notices,
    deliveries,
    erasures,
    filing,
    heads,
    held_notices,
    jobs,
    letters,
    lists,
    lookups,
    passes,
    printing,
    quarantine,
    queue_rows,
    record_walks,
    relations,
    reminders,
    rounds,
    tombstones,
)
from casefile.models import Delivery, Job, LookUp, Packet, Submission
from casefile.outcome import Outcome
from exposure.index import Damaged

log = logging.getLogger("portal.pipeline")
FIRST_VERSION = 1


def work(*, job_id: uuid.UUID, clock: Callable[[], datetime]) -> tuple[uuid.UUID, ...]:
    """Do one job if it is due, and return the ids of jobs it made ready. Faults are kept on the job's row."""
    job = jobs.claim(job_id, at=clock())
    if job is None:
        return ()
    try:
        with jobs.renewed(job, clock=clock):
            outcome = STEPS[job.kind](job.subject, clock())
    except Exception as error:
        log.exception("job.failed id=%s kind=%s attempt=%s", job.pk, job.kind, job.attempts)
        jobs.fail(job, at=clock(), error=type(error).__name__)
        return ()
    ready = tuple(owed.pk for owed in outcome.owed if owed.state == Job.READY)
    if outcome.again_at is None:
        jobs.finish(job, at=clock())
        return ready
    jobs.postpone(job, until=outcome.again_at)
    return (*ready, job.pk) if outcome.again_at <= clock() else ready


def advance(submission_id: uuid.UUID, at: datetime) -> Outcome:
    """Carry a submission as far as it may go: to a packet addressed to the firm.

    All of it also for a file that the conflict check holds: only its packet stays, until it is cleared.
    """
    submission = Submission.objects.get(pk=submission_id)
    receipt = deliveries.queue_receipt(submission, at=at)
    conflicts.check(submission, at=at)
    if afterwards.is_withdrawn(submission):
        return Outcome(owed=(receipt,))  # withdrawn: names are checked, and nothing more is made of it
    found = look_up(submission, at=at)
    claims.read(submission, lookups.said(found), at=at)
    determine(submission, at=at)
    packet = prepare(submission, at=at)
    message = deliveries.queue_packet(packet, recipient=settings.FIRM_EMAIL, at=at)
    queue_rows.refresh(submission, at=at)
    notices = held_notices.owe(submission, at=at)
    alike = relations.owe(submission, at=at)
    return Outcome(owed=(receipt, message, alike, *notices, *_owed_by_new_lists(submission, found, at=at)))


def look_up(submission: Submission, *, at: datetime) -> LookUp:
    """Search the lists in force, unless the file was looked up already."""
    return lookups.standing(submission) or lookups.look_up(submission, why=LookUp.SENT, at=at)


def _owed_by_new_lists(submission: Submission, found: LookUp, *, at: datetime) -> tuple[Job, ...]:
    """A list that came into force while the file was not yet open missed it: then it is looked up again."""
    try:
        digest = lists.current().digest
    except Damaged:
        return ()  # the day's work, or the lists bound anew, look it up
    if found.index_digest == digest:
        return ()
    return (rounds.owe_file(submission, digest, at=at),)


def determine(submission: Submission, *, at: datetime) -> None:
    """Find each claim's first determination, as of the day the answers were sent."""
    sent_on = timezone.localtime(submission.submitted_at).date()
    for claim in submission.claims.all():
        claims.determine(claim, as_of=sent_on, at=at)


def prepare(submission: Submission, *, at: datetime) -> Packet:
    """Print and file the packet, unless this version is filed already."""
    filed = submission.packets.filter(version=FIRST_VERSION).first()
    if filed:
        return filed
    content = printing.print_packet(submission, version=FIRST_VERSION, at=at)
    packet = filing.file_packet(submission, content, version=FIRST_VERSION, at=at)
    audit.record(event="packet.filed", actor=audit.SYSTEM, subject=submission, at=at, packet=str(packet.pk))
    return packet


def deliver(delivery_id: uuid.UUID, at: datetime) -> Outcome:
    """Send one message at most once; what the relay certainly refused is tried again later."""
    delivery = Delivery.objects.get(pk=delivery_id)
    if delivery.state == Delivery.SENDING:
        deliveries.doubt(delivery, at=at, error="The sender stopped before the relay answered.")
    if delivery.state != Delivery.QUEUED:
        return Outcome()
    if consents.bars(delivery):
        deliveries.hold(delivery, at=at, why="The claimant asked for paper instead of mail.")
        return Outcome()
    if conflicts.hold_back(delivery, at=at):
        return Outcome()
    try:
        message = printing.compose(delivery, at=at)
    except letters.Unwanted as unwanted:
        deliveries.give_up(delivery, at=at, error=str(unwanted))
        return Outcome()
    return Outcome(again_at=_send(delivery, message, at=at))


def _send(delivery: Delivery, message: EmailMessage, *, at: datetime) -> datetime | None:
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return deliveries.refused(delivery, at=at, error=type(error).__name__, code=_code(error))
    if not deliveries.claim(delivery, at=at):
        return None
    try:
        connection.send_messages([message])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        return deliveries.refused(delivery, at=at, error=type(error).__name__, code=_code(error))
    except (OSError, smtplib.SMTPException) as error:
        deliveries.doubt(delivery, at=at, error=type(error).__name__)
        return None
    finally:
        connection.close()
    deliveries.sent(delivery, at=at)
    return None


def _code(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return getattr(error, "smtp_code", None)


def way_back(pass_id: uuid.UUID, at: datetime) -> Outcome:
    """Owe the letter of a pass, if there is anything to come back to."""
    letter = passes.post(pass_id, at=at)
    return Outcome(owed=(letter,) if letter else ())


def remind(draft_id: uuid.UUID, at: datetime) -> Outcome:
    """Owe the reminder that is due, and come back for the next."""
    letter, again_at = reminders.wake(draft_id, at=at)
    return Outcome(owed=(letter,) if letter else (), again_at=again_at)


def owe_daily(*, at: datetime) -> Job:
    """Promise today's work; who asks again on the same day gets the same job.

    Look-ups are part of it for whatever put an index in force without promising them: a restored copy, or a
    death before the promise.
    """
    today = timezone.localtime(at).date()
    jobs.owe_day(kind=jobs.LOOK_UP_AGAIN, on=today, at=at)
    jobs.owe_day(kind=jobs.CHECK_CONFLICTS, on=today, at=at)
    jobs.owe_day(kind=jobs.TIDY, on=today, at=at)
    jobs.owe_day(kind=jobs.CHECK_UPLOADS, on=today, at=at)
    jobs.owe_day(kind=jobs.REQUEUE, on=today, at=at)
    jobs.owe_day(kind=jobs.TELL_DEADLINES, on=today, at=at)
    jobs.owe_day(kind=jobs.MAIL_CALENDAR, on=today, at=at)
    jobs.owe_day(kind=jobs.WALK_RECORD, on=today, at=at)
    jobs.owe_day(kind=jobs.MAIL_HEAD, on=today, at=at)
    jobs.owe_day(kind=jobs.FIND_DUE, on=today, at=at)
    return jobs.owe_day(kind=jobs.REDETERMINE, on=today, at=at)


def re_sign(claim_id: uuid.UUID, at: datetime) -> Outcome:
    """A pictured person may be 18 today: put on record that they are to sign in their own name."""
    return Outcome(again_at=birthdays.come(claim_id, at=at))


def copy(submission_id: uuid.UUID, at: datetime) -> Outcome:
    """Print the copy a claimant asked for."""
    copies.make(Submission.objects.get(pk=submission_id), at=at)
    return Outcome()


def check_upload(upload_id: uuid.UUID, at: datetime) -> Outcome:
    """Look at one file that a claimant sent, or come back when the virus scanner answers."""
    return Outcome(again_at=quarantine.check(upload_id, at=at))


def check_uploads(_: uuid.UUID, at: datetime) -> Outcome:
    """Promise again to look at files that wait although no job is on its way to them."""
    return Outcome(owed=quarantine.owe_unchecked(at=at))


def relate(submission_id: uuid.UUID, at: datetime) -> Outcome:
    """Find what a file has to do with others."""
    relations.renew(submission_id, at=at)
    return Outcome()


def mail_head(_: uuid.UUID, at: datetime) -> Outcome:
    """Mail the head of the record out of the house, once a day."""
    letter = heads.mail(at=at)
    return Outcome(owed=(letter,) if letter else ())


def mail_calendar(_: uuid.UUID, at: datetime) -> Outcome:
    """Mail the firm what presses today, once a day."""
    letter = deadline_notices.mail_digest(at=at)
    return Outcome(owed=(letter,) if letter else ())


def move_clock_file(submission_id: uuid.UUID, at: datetime) -> Outcome:
    """Read the one file anew that its batch could not."""
    clock_runs.reread_file(submission_id, at=at)
    return Outcome()


def erase(erasure_id: uuid.UUID, at: datetime) -> Outcome:
    """Carry out what two people decided, or come back while something stops it."""
    return Outcome(again_at=tombstones.carry_out(erasure_id, at=at))


STEPS: dict[str, Callable[[uuid.UUID, datetime], Outcome]] = {
    jobs.ADVANCE: advance,
    jobs.DELIVER: deliver,
    jobs.REDETERMINE: rounds.redetermine,
    jobs.REDETERMINE_CLAIM: rounds.redetermine_claim,
    jobs.LOOK_UP_AGAIN: rounds.look_up_again,
    jobs.LOOK_UP_FILE: rounds.look_up_file,
    jobs.CHECK_CONFLICTS: rounds.check_conflicts,
    jobs.CHECK_CONFLICTS_FILE: rounds.check_conflicts_file,
    jobs.RE_SIGN: re_sign,
    jobs.WAY_BACK: way_back,
    jobs.REMIND: remind,
    jobs.TIDY: rounds.tidy,
    jobs.COPY: copy,
    jobs.CHECK_UPLOAD: check_upload,
    jobs.CHECK_UPLOADS: check_uploads,
    jobs.REQUEUE: rounds.in_batches(queue_rows.overtake),
    jobs.BULK: rounds.in_batches(bulk.work),
    jobs.TELL_DEADLINES: rounds.in_batches(deadline_notices.tell),
    jobs.MOVE_CLOCK: rounds.in_batches(clock_runs.work),
    jobs.MOVE_CLOCK_FILE: move_clock_file,
    jobs.MAIL_CALENDAR: mail_calendar,
    jobs.RELATE: relate,
    jobs.MAIL_HEAD: mail_head,
    jobs.WALK_RECORD: rounds.in_batches(record_walks.walk),
    jobs.FIND_DUE: rounds.in_batches(erasures.find_more),
    jobs.ERASE: erase,
}
