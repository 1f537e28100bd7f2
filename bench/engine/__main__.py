"""Agree first, then measure: our engine and its peers on the same work in one run; the table is engine.md.

Run by `make bench` (or `make bench ONLY=engine`) in the environment of bench/peers.txt, each library on one
thread.
"""

import os

for _name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ[_name] = "1"

from pathlib import Path  # noqa: E402

from bench.engine import measures, table  # noqa: E402

TABLE = Path(__file__).resolve().parents[1] / "engine.md"


def main() -> None:
    text = table.markdown(measures.take())
    TABLE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
