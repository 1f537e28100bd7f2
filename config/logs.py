"""Log lines without anything personal: no path that opens a file, no words of an exception."""

import logging
import traceback
from types import TracebackType

Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class RouteOnly(logging.Filter):
    """Puts the route (`desk/files/<token>/`) where Django's request log has the path."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple) and len(record.args) == 2:
            match = getattr(request, "resolver_match", None)
            record.args = (record.args[0], match.route if match else "(no such address)")
        return True


class Wordless(logging.Formatter):
    """Shows where a fault happened and of what kind it is; its message may quote what somebody typed."""

    def formatException(self, ei: Fault) -> str:  # noqa: N802  (logging's own name)
        kind, _, frames = ei
        return "".join(traceback.format_tb(frames)) + (kind.__name__ if kind else "")
