"""One page to look at all pictures of `make pictures`: a row for a page in a state, a column for a view."""

import html
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>
  body {{ font: 14px/1.4 system-ui, sans-serif; margin: 1rem; background: #eee; color: #111 }}
  table {{ border-collapse: collapse }} th, td {{ padding: 6px; text-align: start; vertical-align: top }}
  thead th {{ position: sticky; inset-block-start: 0; background: #eee }}
  img {{ display: block; max-height: 420px; max-width: 340px; border: 1px solid #999; background: #fff }}
</style><h1>{title}</h1>"""
Rows = dict[str, dict[str, str]]
DESK = "desk"


def write(folder: Path) -> str:
    """Write an index.html for the claimant's pages and one for the desk's; return what was done."""
    told = []
    for place, title, rows in (
        (folder, "Every page in every state", _door(folder)),
        (folder / DESK, "Every page of the desk", _desk(folder / DESK)),
    ):
        if rows:
            told.append(_sheet(place, title, rows))
    return "; ".join(told)


def _door(folder: Path) -> Rows:
    """The pictures `language/page--state--view.png`."""
    rows: Rows = defaultdict(dict)
    for path in _in_order(path for path in folder.glob("*/*--*--*.png")):
        page, state, view = path.stem.split("--")
        rows[f"{page} {state}"][f"{path.parent.name} {view}"] = path.relative_to(folder).as_posix()
    return rows


def _desk(folder: Path) -> Rows:
    """The pictures `page-width-look.png`."""
    rows: Rows = defaultdict(dict)
    for path in _in_order(folder.glob("*.png")):
        page, width, look = path.stem.rsplit("-", 2)
        rows[page][f"{width} {look}"] = path.name
    return rows


def _in_order(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: path.stat().st_mtime)


def _sheet(folder: Path, title: str, rows: Rows) -> str:
    views = sorted({view for row in rows.values() for view in row})
    heads = "".join(f"<th scope='col'>{html.escape(view)}</th>" for view in views)
    lines = "".join(
        f"<tr><th scope='row'>{html.escape(name)}</th>"
        + "".join(_cell(row.get(view), f"{name}, {view}") for view in views)
        + "</tr>"
        for name, row in rows.items()
    )
    head = f"<thead><tr><th scope='col'>Page</th>{heads}</tr></thead>"
    told, sheet = f"{sum(map(len, rows.values()))} pictures of {len(rows)} pages", folder / "index.html"
    page = f"{HEAD.format(title=html.escape(title))}<p>{told}.</p><table>{head}<tbody>{lines}</tbody></table>"
    sheet.write_text(f"{page}</html>")
    return f"{told}: {sheet}"


def _cell(path: str | None, told: str) -> str:
    if path is None:
        return "<td></td>"
    source = html.escape(path, quote=True)
    alt = html.escape(told, quote=True)
    return f"<td><a href='{source}'><img loading='lazy' src='{source}' alt='{alt}'></a></td>"
