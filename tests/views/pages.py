"""Opens the pages without a browser, and reads what they say."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import views

Open = Callable[..., AppTest]
MAIN = str(Path(views.__file__).with_name("main.py"))


def draw(name: str) -> None:
    import importlib  # noqa: PLC0415 - the body of this function is the script of the test

    importlib.import_module(f"views.{name}_page").page()


def opens(name: str = "") -> object:
    """Make the fixture ``open_page`` of the tests of one page; without a name it opens the app at its first page.

    The fixture takes the parameters of the address, where ``opt__reference`` stands for ``opt.reference``, and the
    label of the tab that is open.
    """

    @pytest.fixture
    def open_page() -> Open:
        def opened(*, tab: str = "", **parameters: str) -> AppTest:
            app = AppTest.from_function(draw, args=(name,)) if name else AppTest.from_file(MAIN)
            app.default_timeout = 60
            for parameter, value in parameters.items():
                app.query_params[parameter.replace("__", ".")] = value
            if tab:
                app.session_state[f"{name}_tab"] = tab
            app.run()
            assert not app.exception
            return app

        return opened

    return open_page


def text_of(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))
