"""A made-up caseload says what the ordinary process would have said of the same answers."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone, translation

import matters
from casefile import (
    audit,
    chain,
    claims,
    conflicts,
    drafts,
    firm,
    lookups,
    mirror_file,
    pipeline,
    queue_rows,
    submissions,
    verifying,
)
from casefile.models import (
    Answer,
    AuditEntry,
    Consent,
    Delivery,
    Determination,
    Job,
    QueueFinding,
    QueueRow,
    SearchKey,
    Submission,
)
from casefile.seeding import caseload, packed, people
from eligibility import bulk, trace
from eligibility.caseload import Caseload
from eligibility.facts import ClaimFacts
from eligibility.law import OUTCOMES
from matters import made_up
from matters.flickr_megaface.made_up import Story
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 18, tzinfo=UTC)
JOURNEY = matters.load("flickr-megaface").journey


def fill(count: int, **more: Any) -> list[Submission]:
    asked = {"seed": 3, "batch": 20, "among_real": False, "processes": 1, "at": AT, "told": lambda n: None}
    caseload.fill(count, **{**asked, **more})
    return list(Submission.objects.order_by("submitted_at", "pk"))


def by_the_ordinary_process(file: Submission) -> Submission:
    """The same answers sent again at the same moment, and carried on to the same day."""
    notice = file.consents.get(purpose="notice")
    names = ("version", "language", "status", "body", "sha256")
    text = {"id": notice.text_id, **{name: getattr(notice, name) for name in names}}
    draft, _ = drafts.start(
        matter=file.matter,
        notice={**text, "at": notice.at.isoformat()},
        at=file.submitted_at,
        language=file.language,
        source=file.source,
    )
    draft.answers = file.answers
    sent = file.submitted_at
    with translation.override(file.language):
        twin = submissions.submit(draft=draft, at=sent, ip="192.0.2.7", agent="seed_caseload")
    conflicts.check(twin, at=sent)
    found = pipeline.look_up(twin, at=sent)
    claims.read(twin, lookups.said(found), at=sent)
    pipeline.determine(twin, at=sent)
    for claim in twin.claims.all():
        claims.redetermine(claim, as_of=timezone.localtime(AT).date(), at=AT)
    queue_rows.refresh(twin, at=AT)
    return twin


def said(file: Submission) -> dict[str, Any]:
    """Everything that a file's rows say, without keys and the times of work."""
    row = QueueRow.objects.get(pk=file.pk)
    plain = [one.attname for one in row._meta.concrete_fields if one.attname not in LEFT]
    look = file.lookups.get()
    check = file.clearances.get()
    return {
        "file": (file.contact, file.answers, file.email_index, file.language, file.source, file.submitted_at),
        "signature": file.signature,
        "lines": [
            (one.position, one.stage, one.page, one.item, one.question, one.unsure, one.content)
            for one in Answer.objects.filter(submission=file)
        ],
        "consents": sorted(
            (one.purpose, one.sha256, one.given, one.at, one.method)
            for one in Consent.objects.filter(submission=file)
        ),
        "claims": [(one.position, one.label, one.name) for one in file.claims.all()],
        "facts": [
            [(one.number, one.facts, one.digest, one.by) for one in claim.revisions.all()]
            for claim in file.claims.all()
        ],
        "findings": [
            [{name: getattr(one, name) for name in FOUND} for one in claim.determinations.all()]
            for claim in file.claims.all()
        ],
        "check": (check.outcome, check.terms, check.terms_digest, check.lists, check.lists_digest),
        "look-up": (look.found, look.keys_digest, look.index_digest, look.matches),
        "row": {name: getattr(row, name) for name in plain},
        "row findings": sorted(row.findings.values_list("about", "value")),
        "keys": sorted(file.search_keys.values_list("kind", "digest")),
        "deadlines": sorted(
            file.deadlines.values_list(
                "claim__position", "theory", "title", "safe_on", "rolled_on", "is_met"
            ),
            key=str,
        ),
    }


LEFT = ("submission_id", "refreshed_at", "findings_at")
FOUND = (
    "as_of", "engine", "trace", "brief", "sha256", "result", "main_theory", "safe_deadline",
    "rolled_deadline", "deadlines", "next_change_on", "ruleset_id",
)  # fmt: skip


def test_each_file_is_as_the_ordinary_process_would_have_made_it() -> None:
    for file in fill(40)[::5]:
        assert said(file) == said(by_the_ordinary_process(file))


def test_the_interview_itself_takes_the_answers() -> None:
    for file in fill(24):
        assert JOURNEY.prune(file.answers) == file.answers
        assert JOURNEY.first_unanswered(file.answers) is None


@pytest.mark.parametrize("seed", range(6))
def test_every_page_of_a_story_passes_its_own_form(seed: int) -> None:
    person = people.person(seed, seed=seed)
    story = Story(Random(seed), person.cast)
    answers = made_up.walk(JOURNEY, story, today=AT.date(), fill=firm.words())
    assert JOURNEY.first_unanswered(answers) is None


def test_the_bulk_evaluation_finds_the_same() -> None:
    fill(24)
    law = matters.load("flickr-megaface").shipped()
    for row in Determination.objects.select_related("revision"):
        load = Caseload.of(law, [("one", ClaimFacts.from_json(row.revision.facts))])
        found = bulk.outcomes(law, load, as_of=row.as_of)[:, 0]
        stored = [one.outcome for one in trace.decode(row.trace, law).values()]
        assert [OUTCOMES[place] for place in found] == stored


def test_no_two_files_share_a_reference_a_mail_address_or_an_account() -> None:
    files = fill(60)
    assert len({one.reference for one in files}) == len({one.email_index for one in files}) == 60
    for kind in (SearchKey.PHOTO, SearchKey.ALIAS, SearchKey.HOME):
        rows = SearchKey.objects.filter(kind=kind).values_list("digest", "submission")
        assert len({digest for digest, _ in rows}) == len(rows)


def test_every_row_that_a_made_up_row_names_is_there() -> None:
    """PostgreSQL is not asked to look them up while they are written."""
    fill(40)
    followed = 0
    for model in apps.get_models():
        for key in model._meta.concrete_fields:
            if key.related_model is None:
                continue
            named = model._default_manager.filter(**{f"{key.name}__isnull": False})
            there = key.related_model._default_manager.all()
            followed += named.count()
            assert not named.exclude(**{f"{key.name}__in": there}).exists(), key
    assert followed > 40 * 60


def test_people_can_be_told_to_be_made_up() -> None:
    for file in fill(30):
        assert file.contact["email"].endswith("@example.test")
        assert (file.source or {})["code"].startswith(people.MADE_UP)
        assert QueueRow.objects.get(pk=file.pk).source.startswith(people.MADE_UP)
    assert caseload.real() == 0


def test_a_caseload_is_varied() -> None:
    fill(48)
    for name in ("illinois", "minor", "language", "source"):
        assert len(set(QueueRow.objects.values_list(name, flat=True))) > 1
    assert QueueFinding.objects.filter(about="result").values("value").distinct().count() > 1


def test_nothing_waits_to_be_sent_and_the_work_is_done() -> None:
    fill(24)
    assert not Delivery.objects.exists()
    assert not Job.objects.filter(kind="advance").exclude(state=Job.DONE).exists()


def test_the_record_has_one_entry_a_batch_and_its_chain_holds() -> None:
    fill(45, batch=20)
    entries = AuditEntry.objects.filter(event="caseload.made_up")
    assert [one.detail["files"] for one in entries] == [20, 20, 5]
    chain.link(at=AT + timedelta(minutes=1))
    assert not verifying.verify(at=AT + timedelta(minutes=2), by=audit.SYSTEM).fault


def test_a_second_run_goes_on_with_other_people() -> None:
    fill(24)
    assert len(fill(24)) == 48


def test_real_files_are_never_mixed_with_made_up_ones_unasked() -> None:
    factories.make_submission()
    with pytest.raises(CommandError, match="1 real files here"):
        call_command("seed_caseload", "3", processes=1)
    assert Submission.objects.count() == 1
    call_command("seed_caseload", "3", "--among-real-files", "--processes=1")
    assert Submission.objects.count() == 4


def test_columns_alone_are_what_the_bulk_evaluation_reads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    packed.write(1_000, seed=1)
    load = mirror_file.read(people.MADE_UP).caseload
    law = matters.load("flickr-megaface").shipped()
    found = bulk.outcomes(law, load, as_of=AT.date())
    few = len(packed.draw(1, seed=1).keys)
    assert few == 1
    assert found.shape[-1] == 1_000
