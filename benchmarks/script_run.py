"""Print the milliseconds that the script of the map page takes for each change of indicator and sector."""

import gc
import sys
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks import counties
from views import map_page

INDICATORS = ("share", "location_quotient")
WARM_UP = 3
PAGE = map_page.page
took: list[float] = []


def timed() -> None:
    """Run the page and note how long it took."""
    began = time.perf_counter()
    PAGE()
    took.append((time.perf_counter() - began) * 1000)


def main() -> None:
    """Change the map once for each sector."""
    map_page.page = timed
    app = AppTest.from_file(str(Path(map_page.__file__).with_name("main.py")), default_timeout=60)
    app.query_params["data"] = counties.ID
    app.run()
    gc.collect()
    gc.freeze()  # as the app does when it has started
    for i, code in enumerate(counties.INDUSTRIES):
        app.query_params["ind"], app.query_params["item"] = INDICATORS[i % 2], code
        app.run()
        if app.exception:
            sys.exit(str(app.exception))
    sys.stdout.write(" ".join(f"{ms:.1f}" for ms in took[WARM_UP:]))


if __name__ == "__main__":
    main()
