"""Build, agree, measure: `make bench ONLY=exposure`; ROWS=1000000 measures fewer rows than a hundred million.

Takes about 25 minutes and 25 GB of disk for all rows, most of it SQLite's; the table is bench/exposure.md.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_name] = "1"

import tempfile  # noqa: E402
from pathlib import Path  # noqa: E402

from bench.exposure import imports, limit, look_ups, synthetic, table  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "bench" / "exposure.md"
ROWS = int(os.environ.get("ROWS", "100000000"))
FILES = {"megaface": (4_750_000, synthetic.write_megaface), "yfcc100m": (5_000_000, synthetic.write_yfcc)}


def main() -> None:
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "var") as name:
        folder = Path(name)
        files = [_file(folder / layout, layout) for layout in FILES]
        rows = folder / "rows"
        synthetic.write_rows(rows, ROWS)
        stores = look_ups.measure(folder, rows)
        memory = look_ups.memory(folder / "lists" / "Bench" / "1" / "list.bin", rows)
        text = table.markdown(rows=ROWS, stores=stores, limit=limit.of(rows), memory=memory, files=files)
    if ROWS == 100_000_000:
        TABLE.write_text(text, encoding="utf-8")
    print(text)


def _file(folder: Path, layout: str) -> imports.Imported:
    count, write = FILES[layout]
    count = min(count, ROWS)
    folder.mkdir()
    write(folder / "source", count)
    found = imports.measure(folder, folder / "source", layout=layout, rows=count)
    for one in folder.rglob("*"):
        if one.is_file():
            one.unlink()
    return found


if __name__ == "__main__":
    main()
