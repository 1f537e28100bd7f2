"""One reading of a list's file: chunk after chunk into rows and refused lines, with checkpoints."""

from __future__ import annotations

from collections.abc import Iterator

from exposure.importing import layouts, whole_lines
from exposure.importing.layouts import Layout, Parsed, Refused
from exposure.importing.orders import Choices, Pace, Progress, Stopped, Watcher
from exposure.importing.sources import Source
from exposure.importing.unfinished import Unfinished

LOOKED_AT = 10_000
"""Lines after which a file of which more than half was refused is taken for the wrong one."""


class WrongFile(Stopped):
    """The file is plainly another than was said."""


class Perusal:
    """One reading of the file from the checkpoint to its end."""

    def __init__(
        self,
        source: Source,
        layout: Layout,
        kept: Unfinished,
        *,
        choices: Choices,
        pace: Pace,
        watch: Watcher,
    ) -> None:
        self.source, self.layout, self.kept = source, layout, kept
        self.choices, self.pace, self.watch = choices, pace, watch
        self.early = kept.so_far.refused  # refused among the first lines
        self.looked = kept.so_far.line > LOOKED_AT or choices.anyway
        self.cut_short = ""
        """Where and why the file breaks off, once that was found and accepted."""

    def run(self) -> None:
        """Raises: orders.Stopped, WrongFile, sources.Unreadable, OSError."""
        so_far = self.kept.so_far
        chunks = whole_lines.cut(self._blocks(), size=self.pace.chunk, start=so_far.end, line=so_far.line)
        try:
            for count, chunk in enumerate(chunks, start=1):
                self._take(chunk)
                if count % self.pace.checkpoint == 0 and self.looked:
                    self._keep()
            self._look(at_the_end=True)
            self._keep()
        except whole_lines.Torn as torn:
            self._look(at_the_end=True)
            self._keep()
            self._tear(torn)

    def tell(self, doing: str = "reading") -> None:
        """Say how far it is."""
        so_far, source = self.kept.so_far, self.source
        self.watch(Progress(doing, source.place, source.size, so_far.line, so_far.rows, so_far.refused))

    def _blocks(self) -> Iterator[bytes]:
        for block in self.source.blocks(skip=self.kept.so_far.end):
            self.tell()
            yield block

    def _take(self, chunk: whole_lines.Chunk) -> None:
        if chunk.too_long:
            parsed = layouts.too_long(chunk.data, line=chunk.first)
        else:
            parsed = layouts.read(self.layout, chunk.data, first=chunk.first)
        self._add(parsed, line=chunk.first + chunk.lines, end=chunk.end)
        if not self.looked:
            self.early += sum(one.line <= LOOKED_AT for one in parsed.refused)
            self._look()

    def _add(self, parsed: Parsed, *, line: int, end: int) -> None:
        if line > 1 << 32:
            raise Stopped("the file has more lines than can be counted (4,294,967,295); cut it into parts")
        self.kept.add(parsed, line=line, end=end)

    def _look(self, *, at_the_end: bool = False) -> None:
        """Stop at a file that is plainly another than was said."""
        so_far = self.kept.so_far
        if self.looked or (so_far.line <= LOOKED_AT and not at_the_end):
            return
        self.looked = True
        lines = min(so_far.line - 1, LOOKED_AT)
        if self.early * 2 <= lines - so_far.apart:
            return
        first = "; ".join(
            f"line {one.lines[0]:,}: {one.reason} ({one.count:,} times so far)" for one in so_far.reasons[:5]
        )
        raise WrongFile(
            f"{self.early:,} of the first {lines:,} lines are refused under the layout {so_far.layout}. "
            f"{first}. Is it the right file and layout? Give --layout, or --anyway to import what can be read"
        )

    def _tear(self, torn: whole_lines.Torn) -> None:
        """Go on only where that was asked for, and say so in the report.

        No checkpoint lies behind the tear: a run that is killed after it meets it again, and tells it once.
        """
        if not self.choices.accept_truncated:
            raise Stopped(
                f"{self.source.path}: {torn}. Nothing was published; the {self.kept.so_far.rows:,} rows "
                "before are kept. Get the whole file and run the same command, or give --accept-truncated to "
                "publish what was read"
            ) from torn
        self.cut_short = str(torn)
        refused = Refused(
            torn.line, f"the file breaks off here: {torn.broken.reason}", layouts.shown(torn.text)
        )
        parsed = layouts.only(refused)
        self.source.rest()
        self._add(parsed, line=torn.line + 1, end=self.kept.so_far.end + len(torn.text))

    def _keep(self) -> None:
        self.kept.keep(read=self.source.read, sha256=self.source.sha256)
