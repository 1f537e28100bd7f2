"""Each stored document leaves its values, its line of a list and its rolled deadline."""

import hashlib
import logging

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from casefile import columns, sealing
from eligibility import ruleset
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts

log = logging.getLogger("portal.migrations")
BATCH = 200


class NotReproducible(Exception):
    """Going back would lose an explanation: the engine of today does not give the stored one."""


def keep_values(apps, editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[no-untyped-def]
    """A document that was altered leaves its row as it is, without trace; a key that is missing stops all."""
    rows = apps.get_model("casefile", "Determination").objects
    for row in _each(rows.filter(trace=None)):
        try:
            kept = columns.keep(row.document)
        except (sealing.Tampered, ValueError, LookupError, TypeError) as error:
            log.error("determination.without_trace id=%s error=%s", row.pk, type(error).__name__)
            continue
        sealed = {name: row._meta.get_field(name).sealed(kept[name], row) for name in ("trace", "brief")}
        rows.filter(pk=row.pk).update(**sealed, rolled_deadline=kept["rolled_deadline"])


def restore_documents(apps, editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[no-untyped-def]
    """Evaluate each row again; raises NotReproducible where the hash is not that of the stored explanation."""
    rows = apps.get_model("casefile", "Determination").objects
    for row in _each(rows.filter(document=None).select_related("revision", "ruleset")):
        rules, known = ruleset.read(row.ruleset.text), ClaimFacts.from_json(row.revision.facts)
        document = evaluate(rules, known, as_of=row.as_of).to_json()
        if hashlib.sha256(columns.canonical(document)).hexdigest() != row.sha256:
            raise NotReproducible(
                f"Determination {row.pk} was made by engine {row.engine}; restore a backup."
            )
        rows.filter(pk=row.pk).update(document=row._meta.get_field("document").sealed(document, row))


def _each(wanted):  # type: ignore[no-untyped-def]
    """A batch at a time by key, since SQLite may show a row again that changes under an open cursor."""
    keys = list(wanted.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield from wanted.filter(pk__in=keys[start : start + BATCH])


class Migration(migrations.Migration):
    """Rows are opened and sealed one at a time, so that a table of any size fits into memory."""

    dependencies = (("casefile", "0003_a_determination_keeps_its_values"),)
    operations = (migrations.RunPython(keep_values, restore_documents),)
