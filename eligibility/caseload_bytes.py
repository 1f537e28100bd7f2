"""A caseload as bytes and back, to be kept between two runs."""

import io
import json
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility.caseload import Caseload
from eligibility.facts import Declaration, Kind
from eligibility.homes import Homes
from eligibility.values import DateSpan

Arrays = dict[str, npt.NDArray[Any]]
COLUMN, HOMES = "column/", "homes/"


def write(caseload: Caseload) -> bytes:
    """Every settled column, the keys, and how the facts are declared; nothing in it runs when it is read."""
    facts = [asdict(declaration) for declaration in caseload.facts.values()]
    header = {"facts": facts, "proven": sorted(caseload.proven), "keys": caseload.keys}
    arrays: Arrays = {"header": _text(json.dumps(header, default=_plain)), "claim_of": caseload.claim_of}
    arrays |= {COLUMN + name: _one_of_alike(column) for name, column in caseload.columns.items()}
    for name, homes in caseload.homes.items():
        parts: Arrays = {"row": homes.row, "place": homes.place, "ends": homes.ends}
        arrays |= {f"{HOMES}{name}/{part}": array for part, array in parts.items()}
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def read(content: bytes) -> Caseload:
    """The caseload that `write` made these bytes of."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        arrays: Arrays = dict(stored)
    header = json.loads(arrays["header"].tobytes())
    rows = len(arrays["claim_of"])
    facts = [_declaration(declared) for declared in header["facts"]]
    return Caseload(
        facts={declaration.name: declaration for declaration in facts},
        proven=frozenset(header["proven"]),
        keys=header["keys"],
        columns={
            name.removeprefix(COLUMN): np.broadcast_to(array, rows) if len(array) < rows else array
            for name, array in arrays.items()
            if name.startswith(COLUMN)
        },
        claim_of=arrays["claim_of"],
        homes={d.name: _homes(arrays, d.name, rows) for d in facts if f"{HOMES}{d.name}/row" in arrays},
        _number={key: number for number, key in enumerate(header["keys"])},
    )


def _homes(arrays: Arrays, name: str, rows: int) -> Homes:
    row, place, ends = (arrays[f"{HOMES}{name}/{part}"] for part in ("row", "place", "ends"))
    return Homes(rows, row, place, ends)


def _text(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _one_of_alike(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """One number where one stands for every row (caseload.one_if_alike)."""
    return column[:1] if column.strides == (0,) else column


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in the header of a caseload")


def _declaration(stored: dict[str, Any]) -> Declaration:
    accepts, bounds = stored["accepts"], stored["bounds"]
    return Declaration(
        **{
            **stored,
            "kind": Kind(stored["kind"]),
            "values": tuple(stored["values"]),
            "open": tuple(stored["open"]),
            "accepts": accepts and DateSpan(*(date.fromisoformat(accepts[end]) for end in ("lo", "hi"))),
            "bounds": bounds and tuple(end and date.fromisoformat(end) for end in bounds),
        }
    )
