"""The firm's lists of adverse and former parties, and what a search of them hit."""

from django.db import models

from casefile.models.append_only import AppendOnly
from casefile.models.clearance import Clearance
from casefile.sealing import SealedBytesField, SealedField


class ConflictList(AppendOnly):
    """One version of a list of parties: the newest of a kind and name that was not retired is in force.

    `refusals` holds the line number and reason of each row that was not taken, never what stood there.
    """

    ADVERSE, FORMER = "adverse", "former"
    KINDS = ((ADVERSE, "Adverse parties"), (FORMER, "Former clients and parties"))

    kind = models.CharField(max_length=8, choices=KINDS)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    refusals = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("kind", "name", "version"), name="one_party_list_per_version"),
        )


class ConflictListRetirement(AppendOnly):
    """A list taken out of force, and why; the version before it does not come back by itself."""

    of = models.OneToOneField(ConflictList, on_delete=models.PROTECT, related_name="retirement")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)


class ConflictParty(AppendOnly):
    """One party of one list; `identity` is a keyed hash of its names, its address and the list's kind.

    `known` is sealed: name, aliases, address, the old matter, its result, and a note.
    """

    of = models.ForeignKey(ConflictList, on_delete=models.PROTECT, related_name="parties")
    line = models.PositiveIntegerField()
    identity = models.CharField(max_length=64)
    known = SealedField()

    class Meta:
        ordering = ("line",)
        constraints = (models.UniqueConstraint(fields=("of", "line"), name="one_party_per_line"),)


class PartyKey(models.Model):
    """One blind index that a party may be found by; finding it opens the party, and compares."""

    id = models.BigAutoField(primary_key=True)
    party = models.ForeignKey(ConflictParty, on_delete=models.PROTECT, related_name="keys")
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("party", "digest"), name="one_key_per_party"),)

    def __str__(self) -> str:
        return f"PartyKey {self.pk}"


class ConflictHit(AppendOnly):
    """One party that a search found like somebody in the file: why, in codes, and by which terms.

    `settled_by` is the ruling by which a person had cleared the file of this very party before.
    """

    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="hits")
    party = models.ForeignKey(ConflictParty, on_delete=models.PROTECT, related_name="hits")
    identity = models.CharField(max_length=64)
    outcome = models.CharField(max_length=16, choices=Clearance.OUTCOMES)
    why = models.JSONField()
    terms = SealedField()
    settled_by = models.ForeignKey(Clearance, on_delete=models.PROTECT, null=True, related_name="settles")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("clearance", "party"), name="one_hit_per_party"),)


class PartyUpload(models.Model):
    """A list as uploaded and not yet confirmed; gone once it is taken in, refused, or a day old."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=8, choices=ConflictList.KINDS)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = SealedBytesField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"PartyUpload {self.pk}"
