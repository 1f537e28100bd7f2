"""One page to look at all pictures of `make pictures`: a row for a page in a state, a column for a view."""

import html
from collections import defaultdict
from pathlib import Path

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page in every state</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; background: #eee; color: #111 }
  table { border-collapse: collapse } th, td { padding: 6px; text-align: start; vertical-align: top }
  thead th { position: sticky; inset-block-start: 0; background: #eee }
  img { display: block; max-height: 420px; max-width: 340px; border: 1px solid #999; background: #fff }
</style><h1>Every page in every state</h1>"""


def write(folder: Path) -> str:
    """Write index.html beside the pictures `language/page--state--view.png`; return what was done."""
    rows: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    found = sorted(folder.glob("*/*.png"), key=lambda path: path.stat().st_mtime)
    for path in found:
        page, state, view = path.stem.split("--")
        rows[page, state][f"{path.parent.name} {view}"] = path.relative_to(folder).as_posix()
    views = sorted({view for row in rows.values() for view in row})
    heads = "".join(f"<th scope='col'>{html.escape(view)}</th>" for view in views)
    lines = (
        f"<tr><th scope='row'>{html.escape(page)}<br>{html.escape(state)}</th>"
        + "".join(_cell(row.get(view), f"{page}, {state}, {view}") for view in views)
        + "</tr>"
        for (page, state), row in rows.items()
    )
    head = f"<thead><tr><th scope='col'>Page</th>{heads}</tr></thead>"
    told, sheet = f"{len(found)} pictures of {len(rows)} pages and states", folder / "index.html"
    sheet.write_text(f"{HEAD}<p>{told}.</p><table>{head}<tbody>{''.join(lines)}</tbody></table></html>")
    return f"{told}: {sheet}"


def _cell(path: str | None, told: str) -> str:
    if path is None:
        return "<td></td>"
    source = html.escape(path, quote=True)
    alt = html.escape(told, quote=True)
    return f"<td><a href='{source}'><img loading='lazy' src='{source}' alt='{alt}'></a></td>"
