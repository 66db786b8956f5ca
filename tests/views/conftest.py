"""The pages without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import views

Open = Callable[..., AppTest]
MAIN = str(Path(views.__file__).with_name("main.py"))


@pytest.fixture
def open_page() -> Open:
    """Open the first page by the parameters of its address; ``opt__reference`` stands for ``opt.reference``."""

    def opened(**parameters: str) -> AppTest:
        app = AppTest.from_file(MAIN, default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name.replace("__", ".")] = value
        app.run()
        assert not app.exception
        return app

    return opened
