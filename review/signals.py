"""What looked odd about how a form was filled in, as sentences; they explain, and decide nothing."""

from collections.abc import Iterable, Mapping

SENTENCES: Mapping[str, str] = {
    "box.filled": "A box that people cannot see was filled in. Robots do that; a browser’s autofill may too.",
    "page.quick": "A page came back within a second of being opened.",
    "stamp.missing": "A page came back without the time it was opened. Scripts do that, and old tabs.",
    "stamp.forged": "A page came back with a time of opening that we did not give it.",
    "interview.quick": "The whole form was sent faster than it can be read.",
    "starts.network": "Very many forms were begun from the same network in the hour this one was begun. "
    "Libraries and workplaces share one network.",
    "submits.network": "Very many forms were sent from the same network in the hour this one was sent. "
    "Libraries and workplaces share one network.",
    "submits.email": "Very many forms were sent with the same e-mail address in the hour this one was sent.",
}


def sentences(codes: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence for each code, in one order; a code without one is shown as it is."""
    known = list(SENTENCES)
    ordered = sorted(codes, key=lambda code: (known.index(code) if code in known else len(known), code))
    return tuple(SENTENCES.get(code, code) for code in ordered)
