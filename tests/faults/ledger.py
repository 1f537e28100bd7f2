"""What the database says after a fault, read past the portal's code, and what the mail receiver logged."""

import sqlite3
from dataclasses import dataclass
from typing import Any

import environ
import psycopg

from tests.servers.mailbox import Mailbox

FIRM = "intake@firm.example"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts by plain SQL against the database the portal runs on, and by the receiver's own log."""

    database_url: str
    mailbox: Mailbox

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        if self.database_url.startswith("sqlite"):
            with sqlite3.connect(self.database_url.removeprefix("sqlite:///"), timeout=20) as connection:
                return connection.execute(query).fetchall()
        named = environ.Env.db_url_config(self.database_url)
        with psycopg.connect(dbname=named["NAME"], host=named["HOST"], user=named["USER"]) as connection:
            return list(connection.execute(query.encode()).fetchall())

    def count(self, table: str, where: str = "1 = 1") -> int:
        """Return how many rows of a table meet a condition."""
        return int(self.rows(f"SELECT COUNT(*) FROM casefile_{table} WHERE {where}")[0][0])  # noqa: S608

    @property
    def settled(self) -> bool:
        """Whether nothing is owed any more."""
        return self.count("job") > 0 and self.count("job", "state IN ('ready', 'leased')") == 0

    def to_firm(self) -> int:
        """Return how many messages the receiver took for the firm."""
        return sum(FIRM in line["to"] for line in self.mailbox.accepted)

    def assert_once(self, *, sent: int) -> None:
        """For each submission: one determination a claim, one packet, one delivered mail, one receipt."""
        assert self.count("submission") == sent
        assert self.count("determination") == self.count("claim") == sent
        assert self.count("packet") == sent
        assert self.count("delivery", "kind = 'packet' AND state = 'sent'") == sent
        assert self.count("delivery", "kind = 'receipt' AND state = 'sent'") == sent
        assert self.count("job", "state <> 'done'") == 0
        assert self.to_firm() == sent
        assert set(self.mailbox.copies.values()) == {1}
        assert len(self.mailbox.accepted) == 2 * sent
