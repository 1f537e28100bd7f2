"""Log lines without the paths of pages: a path may hold the token that opens a file."""

import logging


class RouteOnly(logging.Filter):
    """Puts the route (`desk/files/<token>/`) where Django's request log has the path."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple) and len(record.args) == 2:
            match = getattr(request, "resolver_match", None)
            record.args = (record.args[0], match.route if match else "(no such address)")
        return True
