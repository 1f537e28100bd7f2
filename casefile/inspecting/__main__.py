"""The process that parses: `python -m casefile.inspecting IN OUT`, two numbers of open files, and no keys."""

import json
import os
import resource
import sys
from pathlib import Path

from casefile.inspecting import (
    ANSWER_BYTES,
    CPU_SECONDS,
    MEMORY_BYTES,
    TOO_MUCH_WORK,
    UNREADABLE,
    WRONG_TYPE,
    Verdict,
    kinds,
)


def confine() -> None:
    """Give up memory, time, files and core dumps before the first byte is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ANSWER_BYTES, ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def inspect(content: bytes) -> Verdict:
    """Return what the bytes are; whatever a parser raises says that they are not what they seem."""
    kind = kinds.of(content[: kinds.HEAD_BYTES])
    if kind not in kinds.TAKEN:
        return Verdict(kind, WRONG_TYPE)
    try:
        return _parsed(content, kind)
    except (MemoryError, RecursionError):
        return Verdict(kind, TOO_MUCH_WORK)
    except Exception:
        return Verdict(kind, UNREADABLE)


def _parsed(content: bytes, kind: str) -> Verdict:
    if kind in kinds.IMAGES:
        from casefile.inspecting import images

        return images.inspect(content, kind)
    if kind == kinds.PDF:
        from casefile.inspecting import papers

        return papers.inspect(content)
    from casefile.inspecting import zips

    return zips.inspect(content)


def spent() -> dict[str, float]:
    """Return the most memory this process had at once, in KiB, and its seconds of processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    try:  # the other count starts from whoever started this process
        status = Path("/proc/self/status").read_text()
        most = int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, IndexError, ValueError):
        most = used.ru_maxrss
    return {"rss_kb": most, "cpu": round(used.ru_utime + used.ru_stime, 3)}


def main() -> None:
    """Read the file, say one line of JSON about it, and put the preview behind."""
    coming, going = (int(number) for number in sys.argv[1:3])
    confine()
    with os.fdopen(coming, "rb") as file:
        content = file.read()
    verdict = inspect(content)
    said = {
        "kind": verdict.kind,
        "reason": verdict.reason,
        "found": dict(verdict.found),
        "spent": spent(),
    }
    with os.fdopen(going, "wb") as answer:
        answer.write(json.dumps(said).encode() + b"\n" + verdict.preview)


if __name__ == "__main__":
    main()
