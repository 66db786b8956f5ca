"""The app without a browser, at its first page; the tests of another page open that one instead."""

from tests.views.pages import opens

open_page = opens()
