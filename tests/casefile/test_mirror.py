"""The columns of a caseload are those of the rows, whatever happens to either, and say how they came."""

import base64
import contextlib
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

import matters
from casefile import claims, mirror, mirror_file, sealing
from casefile.models import Claim, FactRevision, Submission
from eligibility import bulk, ruleset
from eligibility.caseload import Caseload
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts
from eligibility.law import OUTCOMES, Ruleset
from tests import crowd, factories
from tests.eligibility import strategies

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=1)


@lru_cache(maxsize=8)
def law(*edits: tuple[str, str]) -> Ruleset:
    """The shipped rule set with some words replaced."""
    text = matters.load(factories.MATTER).ruleset_text
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return ruleset.load(text)


def current(*rules: Ruleset) -> mirror.Mirror:
    return mirror.current(*(rules or (law(),)), matter=factories.MATTER)


def fresh(*rules: Ruleset) -> mirror.Mirror:
    """The columns as read from the rows alone."""
    mirror_file.forget(factories.MATTER)
    return current(*rules)


def revise(claim: Claim, known: ClaimFacts) -> FactRevision:
    number = claim.revisions.count() + 1
    at = factories.SENT_AT + number * LATER
    return claims.revise(claim, known, number=number, by="staff", at=at)


def file_path() -> Path:
    return Path(default_storage.path(f"mirrors/{factories.MATTER}.sealed"))


def by_claim(caseload: Caseload) -> dict[str, list[tuple[Any, ...]]]:
    """What the columns say, claim by claim; in which order claims came does not count."""
    found: dict[str, list[tuple[Any, ...]]] = {key: [] for key in caseload.keys}
    names = sorted(caseload.columns)
    for row, claim in enumerate(caseload.claim_of.tolist()):
        homes = (caseload.homes[name].home(row) for name in sorted(caseload.homes))
        values = tuple(caseload.columns[name][row].item() for name in names)
        found[caseload.keys[claim]].append((*values, *(home and home.stays for home in homes)))
    return found


def test_the_first_time_it_is_read_whole_and_says_so() -> None:
    crowd.fill(5)
    found = current()
    assert (found.why, found.caught_up, len(found.caseload.keys)) == ("nothing was stored", 5, 5)
    assert str(found).startswith("5 claims as of revision ")
    assert str(found).endswith(" CST; rebuilt: nothing was stored")


def test_nothing_is_read_again_while_nothing_changes() -> None:
    crowd.fill(5)
    first = current()
    stored = file_path().read_bytes()
    again = current()
    assert (again.rebuilt, again.caught_up, again.newest) == (False, 0, first.newest)
    assert by_claim(again.caseload) == by_claim(first.caseload)
    assert file_path().read_bytes() == stored
    assert str(again).endswith("; 0 caught up")


def test_without_any_claim_it_holds_none() -> None:
    assert str(current()) == "0 claims; rebuilt: nothing was stored"
    assert str(current()) == "0 claims; 0 caught up"


Steps = st.lists(
    st.tuples(st.sampled_from(["new", "revise", "look", "both"]), st.integers(0, 10**6)), max_size=9
)


@hypothesis(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=Steps)
def test_after_any_changes_it_is_what_the_rows_say(steps: list[tuple[str, int]]) -> None:
    with rolled_back():
        mirror_file.forget(factories.MATTER)
        file = factories.make_submission()
        for what, seed in steps:
            change(file, what, Random(seed))
        kept = current()
        assert by_claim(kept.caseload) == by_claim(fresh().caseload)


@contextlib.contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def change(file: Submission, what: str, chance: Random) -> None:
    if what == "look":
        current()
        return
    known = list(file.claims.all())
    if what in ("new", "both") or not known:
        position = len(known)
        known.append(
            Claim.objects.create(submission=file, position=position, label="Person", name="Pat Example")
        )
        revise(known[-1], crowd.drawn(chance))
    if what in ("revise", "both"):
        revise(chance.choice(known), crowd.drawn(chance))


def entered_law(chance: Random) -> Ruleset:
    """The shipped rules with several defendants, tolled time and later events that cover some photos."""
    entered = strategies.entered(chance, factories.AS_OF)
    covers = ("all", "{photo_id: 4571314348}", f"{{nsid: {crowd.NSIDS[0]}}}", "{claim: Person 2}")
    defendants = [
        f"{{name: {name}, type: {kind}, illinois_conduct: {chance.choice('TUF')}, collected: [2016-03]}}"
        for name, kind in entered.defendants
    ]
    tolling = [
        f"{{from: {first}, to: {last}, basis: an order, covers: {chance.choice(covers)}}}"
        for first, last, _ in entered.tolling
    ]
    events = [
        f"{{date: {day}, defendant: {name}, evidence: a log, covers: {chance.choice(covers)}}}"
        for day, name, _ in entered.events
    ]
    shipped = "{name: unnamed private companies, type: private, collected: [], illinois_conduct: U}"
    return law(
        (f"value:\n      - {shipped}", f"value: [{', '.join(defendants)}]"),
        ("tolling:\n    value: []", f"tolling:\n    value: [{', '.join(tolling)}]"),
        ("recent_events:\n    value: []", f"recent_events:\n    value: [{', '.join(events)}]"),
    )


def disagreements(rules: Ruleset, found: mirror.Mirror, as_of: date) -> list[tuple[str, ...]]:
    """Claims and theories of which the columns and the rules for one claim say something else."""
    outcomes = bulk.outcomes(rules, found.caseload, as_of=as_of)
    told: list[tuple[str, ...]] = []
    for number, key in enumerate(found.caseload.keys):
        known = ClaimFacts.from_json(FactRevision.objects.filter(claim=UUID(key)).latest("number").facts)
        document = evaluate(rules, known, as_of=as_of).to_json()
        for place, theory in enumerate(document["theories"]):
            columns = OUTCOMES[outcomes[place][number]]
            if columns != theory["outcome"]:
                told.append((key, theory["id"], columns, theory["outcome"]))
    return told


@pytest.mark.parametrize("seed", range(4))
def test_outcomes_from_the_columns_are_those_of_each_claim(seed: int) -> None:
    crowd.fill(75, seed=seed)
    rules = entered_law(Random(seed))
    chance = Random(seed)
    current(rules)
    for claim in Claim.objects.all()[:10]:
        revise(claim, crowd.drawn(chance, label=str(claim.label)))
    found = current(rules)
    assert found.caught_up == 10
    assert max(len(rules.defendants), len(rules.tolling), len(rules.events)) > 0
    assert disagreements(rules, found, date.fromisoformat(chance.choice(strategies.AS_OF))) == []


# A stored file that cannot be gone on with


def test_a_damaged_file_is_read_anew_and_that_is_said() -> None:
    crowd.fill(4)
    before = by_claim(current().caseload)
    content = bytearray(file_path().read_bytes())
    content[len(content) // 2] ^= 1
    file_path().write_bytes(content)
    found = current()
    assert found.why == "the stored file was damaged"
    assert by_claim(found.caseload) == before
    assert not current().rebuilt


def test_the_file_of_another_matter_does_not_open_here() -> None:
    crowd.fill(2)
    current()
    with default_storage.open("mirrors/other.sealed", "wb") as file:
        file.write(file_path().read_bytes())
    with pytest.raises(mirror_file.Unusable, match="damaged"):
        mirror_file.read("other")


def test_a_file_of_another_engine_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd.fill(2)
    with monkeypatch.context() as patch:
        patch.setattr(mirror_file, "engine", lambda: b"e" * 32)
        current()
    assert current().why == "the engine has changed since"


def test_a_file_sealed_with_a_lost_key_is_read_anew(settings: Any) -> None:
    ours = settings.FIELD_KEYS
    settings.FIELD_KEYS = f"lost:{base64.b64encode(b'l' * 32).decode()};{ours}"
    assert current().rebuilt
    settings.FIELD_KEYS = ours
    assert current().why == "the key that sealed the stored file is not in FIELD_KEYS"


def test_a_fact_declared_otherwise_is_read_anew_and_one_only_called_otherwise_is_not() -> None:
    crowd.fill(4)
    current()
    assert not current(law(("label: Who files", "label: Who sends this"))).rebuilt
    other = law(('question: "1.5", default: no}', 'question: "1.5", default: yes}'))
    found = current(other)
    assert found.why == "the rule set declares other facts"
    assert disagreements(other, found, factories.AS_OF) == []
    assert by_claim(found.caseload) == by_claim(fresh(other).caseload)


def test_two_rule_sets_by_turns_do_not_rebuild_each_time() -> None:
    crowd.fill(4)
    wider = law(
        ("    when: represented\n", "    when: represented or certain(bankruptcy)\n"),
        ('question: "6.5", shown_only: yes}', 'question: "6.5"}'),
    )
    current()
    assert current(law(), wider).rebuilt
    assert [current(one).why for one in (law(), wider, law())] == ["", "", ""]


def test_two_that_declare_a_fact_differently_share_no_columns() -> None:
    crowd.fill(3)
    other = law(('question: "1.5", default: no}', 'question: "1.5", default: yes}'))
    with pytest.raises(mirror.Clash) as told:
        current(law(), other)
    assert told.value.facts == ("legal_disability",)
    found = current()
    assert by_claim(mirror.beside(found, other)) == by_claim(fresh(other).caseload)


# Claims that cannot be read, or are no more


def spoil(claim: Claim) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casefile_factrevision SET facts = %s WHERE claim_id = %s", [b"spoilt", key(claim)]
        )


def key(claim: Claim) -> Any:
    return claim.pk if connection.vendor == "postgresql" else claim.pk.hex


def test_a_claim_that_cannot_be_opened_is_left_out_and_named_every_time() -> None:
    crowd.fill(3)
    spoilt, sound = Claim.objects.all()[0], Claim.objects.all()[1]
    spoil(spoilt)
    for _ in range(2):
        found = current()
        assert found.left_out == (spoilt.pk.hex,)
        assert sound.pk.hex in found.caseload.keys
        assert "1 claim left out, whose facts cannot be opened or read" in str(found)


def test_facts_that_no_longer_can_be_read_take_the_claim_out() -> None:
    crowd.fill(3)
    claim = Claim.objects.all()[0]
    current()
    revise(claim, factories.facts_of("role=self"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casefile_factrevision SET facts = %s WHERE number = 2", [b"spoilt"])
    found = current()
    assert found.left_out == (claim.pk.hex,)
    assert claim.pk.hex not in found.caseload.keys


def test_a_claim_whose_rows_are_gone_disappears() -> None:
    crowd.fill(3)
    claim = Claim.objects.all()[0]
    current()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casefile_factrevision WHERE claim_id = %s", [key(claim)])
    found = current()
    assert (found.gone, len(found.caseload.keys)) == (1, 2)
    assert str(found).endswith("; 0 caught up; 1 gone")
    assert by_claim(found.caseload) == by_claim(fresh().caseload)
    assert claim.pk.hex.encode() not in sealing.open_sealed(
        file_path().read_bytes(), place=f"mirror:{factories.MATTER}"
    )


# What is stored


def test_the_stored_file_holds_no_word_of_an_answer() -> None:
    file = factories.make_submission()
    known = "role=self;subject_dob=1985-06-15;nsid=11111111@N00;res=IL:1990/present;photo_id=3500000000"
    claim = Claim.objects.create(submission=file, position=0, label="Person 1", name="Pat Example")
    revise(claim, factories.facts_of(known))
    found = current()
    born = np.int32(found.caseload.columns["subject_dob.lo"][0]).tobytes()
    photo = np.int64(3500000000).tobytes()
    stored = file_path().read_bytes()
    plain = sealing.open_sealed(stored, place=f"mirror:{factories.MATTER}")
    words = [b"subject_dob", b"NUMPY", claim.pk.hex.encode(), claim.pk.bytes, born, photo]
    assert [word for word in words if word not in plain] == [claim.pk.bytes], "the scan sees what is there"
    assert [word for word in words if word in stored] == []
    assert file_path().stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file_path().parent.iterdir()] == [file_path().name]


def test_a_writer_that_dies_leaves_the_file_before(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd.fill(2)
    current()
    stored = file_path().read_bytes()
    revise(Claim.objects.all()[0], factories.facts_of("role=self"))

    def die(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", die)
        with pytest.raises(KeyboardInterrupt):
            current()
    assert file_path().read_bytes() == stored
    assert [path.name for path in file_path().parent.iterdir()] == [file_path().name]
    assert current().caught_up == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("record_can_be_emptied")
def test_a_revision_that_is_committed_late_is_not_missed() -> None:
    crowd.fill(2)
    slow, quick = Claim.objects.order_by("pk")
    current()
    written, look_taken = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with contextlib.closing(connection), transaction.atomic():
            revise(slow, factories.facts_of("role=self;subject_dob=1990-05"))
            written.set()
            assert look_taken.wait(20)

    writer = threading.Thread(target=write_slowly)
    writer.start()
    assert written.wait(20)
    revise(quick, crowd.drawn(Random(3)))
    revise(quick, crowd.drawn(Random(4)))
    before = current()
    look_taken.set()
    writer.join()
    after = current()
    assert (before.caught_up, after.caught_up) == (1, 1)
    late = slow.revisions.get(number=2)
    assert late.at < quick.revisions.get(number=3).at, "it is older than what was read before it"
    assert after.newest.revisions[slow.pk.hex] == late.pk.bytes
    assert by_claim(after.caseload) == by_claim(fresh().caseload)
