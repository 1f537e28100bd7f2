"""The published lists in force: bring one in, take one out, and owe the look-ups that follow."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models, transaction

from casefile import audit, jobs
from casefile.models import ListImport, ListRetirement
from exposure import build, index
from exposure.index import Index, PublishedList


class NoSuchList(LookupError):
    """No import has this name and version; the message says which there are."""


class Retired(Exception):
    """The list was taken out and comes in again only as another version."""


def root() -> Path:
    """Return the folder of the imports and of the one index in force."""
    return Path(settings.EXPOSURE_ROOT)


def current() -> Index:
    """Return the index in force; without lists where none was imported. Raises: index.Damaged."""
    return index.current(root())


def publish(published: PublishedList, *, by: str, at: datetime) -> ListImport:
    """Bring an imported list into force, keep the record of it, and owe the look-ups anew of all open files.

    The index comes first: were the record first, its look-ups could run before there is anything to find.
    A second call, or one after a death in between, completes what is missing and repeats nothing.
    Raises: Retired; index.Damaged.
    """
    if (folder(published.name, published.version) / build.RETIRED).exists():
        raise Retired(f"{published.name} {published.version} was retired; import it under another version.")
    bound = build.bind(root())
    with transaction.atomic():
        imported = _keep(published, digest=bound.digest, by=by, at=at)
        jobs.owe(kind=jobs.LOOK_UP_AGAIN, subject=imported.pk, at=at)
    return imported


def retire(name: str, version: str, *, by: str, reason: str, at: datetime) -> ListRetirement:
    """Take a list out of the index for good, and owe the look-ups anew; an older version comes back.

    Its files stay. Safe to call again. Raises: NoSuchList; index.Damaged.
    """
    path = folder(name, version)
    if not (path / build.LIST).exists():
        raise NoSuchList(f"No list {name!r} {version!r} was imported; there are: {_imported() or 'none'}.")
    published = index.open_index(path / build.LIST).lists[0]
    (path / build.RETIRED).touch()
    bound = build.bind(root())
    with transaction.atomic():
        imported = _keep(published, digest=bound.digest, by=published.imported_by, at=at)
        retirement, made = ListRetirement.objects.get_or_create(
            imported=imported,
            defaults={"reason": reason, "index_digest": bound.digest, "at": at, "by": by},
        )
        jobs.owe(kind=jobs.LOOK_UP_AGAIN, subject=retirement.pk, at=at)
        if made:
            _note("list.retired", imported, by=by, at=at)
    return retirement


def recorded(published: PublishedList) -> bool:
    """Whether the record of an import was kept; False after a death between index and record."""
    return bool(ListImport.objects.filter(**_key(published)).exists())


def folder(name: str, version: str) -> Path:
    """Return where one import lies. Raises: NoSuchList for a name that would lead elsewhere."""
    lists = root() / "lists"
    path = lists / name / version
    if path.resolve().parent.parent != lists.resolve():
        raise NoSuchList(f"{name!r} {version!r} names no list.")
    return path


def _imported() -> str:
    paths = sorted(root().glob(f"lists/*/*/{build.LIST}"))
    return ", ".join(f"{path.parent.parent.name} {path.parent.name}" for path in paths)


def _key(published: PublishedList) -> dict[str, str]:
    return {
        "name": published.name,
        "version": published.version,
        "source_sha256": published.source_sha256,
    }


def _keep(published: PublishedList, *, digest: str, by: str, at: datetime) -> ListImport:
    imported, made = ListImport.objects.get_or_create(
        **_key(published),
        defaults={
            "collection": published.collection,
            "layout": published.layout,
            "source_name": published.source_name,
            "source_bytes": published.source_bytes,
            "rows": published.rows,
            "refused": published.refused,
            "imported_at": datetime.fromisoformat(published.imported_at),
            "index_digest": digest,
            "at": at,
            "by": by,
        },
    )
    if made:
        _note("list.imported", imported, by=by, at=at)
    return imported


def _note(event: str, imported: models.Model, *, by: str, at: datetime) -> None:
    audit.record(event=event, actor=by[:64], subject=imported, at=at)
