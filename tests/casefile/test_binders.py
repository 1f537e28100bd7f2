"""A file read in few statements is the file that table by table gives, to the byte."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casefile import binders
from casefile.models import Submission
from tests import factories
from tests.review import full

pytestmark = pytest.mark.django_db


def columns(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize(
    "relation",
    [
        "contact_changes",
        "confirmations",
        "consents",
        "wishes",
        "packets",
        "deliveries",
        "claims",
        "lookups",
        "checks",
        "element_checks",
        "lines",
    ],
)
def test_every_row_is_the_same_as_by_itself_and_in_the_same_order(relation: str) -> None:
    file = full.file(factories.make_staff())
    alone = [columns(row) for row in getattr(Submission.objects.get(pk=file.pk), relation).all()]
    opened = Submission.objects.get(pk=file.pk)
    binders.bring(opened, whole=True)
    with CaptureQueriesContext(connection) as seen:
        together = [columns(row) for row in getattr(opened, relation).all()]
    assert together == alone
    assert len(seen) == 0


def test_what_hangs_on_a_claim_comes_with_it(django_assert_num_queries: Any) -> None:
    file = full.file(factories.make_staff())
    fresh = Submission.objects.get(pk=file.pk)
    with django_assert_num_queries(3):
        binder = binders.bring(fresh, whole=True)
    for claim in file.claims.all():
        with django_assert_num_queries(0):
            brought = next(one for one in fresh.claims.all() if one.pk == claim.pk)
            newest = list(brought.determinations.all())[-1]
            found = (newest.revision.facts, newest.ruleset.text, columns(newest))
            choices = [
                (one.number, one.by.username, hasattr(one, "undone_by")) for one in brought.decisions.all()
            ]
        alone = claim.determinations.select_related("revision", "ruleset").last()
        assert alone is not None
        assert found == (alone.revision.facts, alone.ruleset.text, columns(alone))
        assert choices == [
            (one.number, one.by.username, hasattr(one, "undone_by")) for one in claim.decisions.all()
        ]
    assert [len(upload.checks.all()) for upload in binder.uploads] == [1, 1]


def test_a_held_file_brings_no_answers(django_assert_num_queries: Any) -> None:
    file = Submission.objects.get(pk=full.file(factories.make_staff()).pk)
    binders.bring(file, whole=False)
    with django_assert_num_queries(1):
        list(file.lines.all())
