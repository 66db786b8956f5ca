"""Every word of the room, in three languages: for the phones, for the presenter, and for each refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.manifest import LANGUAGES
from scene.errors_words import told
from scene.i18n import N_, NATIVE, Say
from scene.map_words import LOCALES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from geo.errors import RegioscopeError

PHONE: Mapping[str, str] = {
    "room_title": N_("Meeting"),
    "noscript": N_("This page needs JavaScript. Switch it on, or tell the presenter your answer."),
    "vote_tab": N_("Vote"),
    "map_tab": N_("Map"),
    "ask_tab": N_("Ask"),
    "language": N_("Language"),
    "waiting_title": N_("You are in the room"),
    "waiting": N_("There is no question yet. It will appear here by itself."),
    "choose": N_("Touch your answer. You can change it until the voting closes."),
    "sending": N_("Sending your answer"),
    "counted": N_("Your answer is counted"),
    "yours": N_("your answer"),
    "voting_closed": N_("The voting is closed."),
    "results": N_("Results"),
    "results_later": N_("The presenter shows the results later."),
    "map_title": N_("Where?"),
    "map_how": N_("Touch the map to place a pin, or choose a place from the list, and write what belongs there."),
    "map_label": N_("Map of the places. The list below does the same."),
    "map_slow": N_("The map could not be loaded. The list below works without it."),
    "zoom_in": N_("Zoom in"),
    "zoom_out": N_("Zoom out"),
    "list": N_("Place from the list"),
    "list_none": N_("choose a place"),
    "comment": N_("Your comment"),
    "left": N_("Characters left: {n}"),
    "presenter_first": N_("The presenter reads it before anybody sees it."),
    "send_pin": N_("Send the pin"),
    "pin_none": N_("No pin yet"),
    "pin_at": N_("Pin: {place}"),
    "pin_free": N_("Pin at {lat}, {lon}"),
    "pin_sent": N_("Your pin is with the presenter."),
    "shown_pins": N_("Pins that everybody sees"),
    "ask_title": N_("Ask in your own words"),
    "question": N_("Your question"),
    "send_note": N_("Send the question"),
    "note_sent": N_("Your question is with the presenter."),
    "shown_notes": N_("Questions that everybody sees"),
    "no_place": N_("Touch the map, or choose a place from the list."),
    "no_text": N_("Write a few words first."),
    "sending_it": N_("Sending"),
    "offline": N_("No connection. What you sent is kept and goes out as soon as there is one."),
    "gone": N_("No connection for a while: the room may be closed, or this phone has left its network."),
    "again": N_("Connected again."),
    "closed_title": N_("The room is closed"),
    "closed": N_(
        "Thank you for taking part. Nothing more can be sent. If the presenter opens it again, this page notices."
    ),
    "kept": N_(
        "Kept are votes, pins and questions, without names. A random number in this browser makes sure that each "
        "device votes once."
    ),
}
"""Words of the audience's page, by the names that its script uses."""

PRESENTER: Mapping[str, str] = {
    "room": N_("Room"),
    "open_room": N_("Open the room"),
    "open_how": N_(
        "Phones in the same network can then vote, place pins and ask. Nobody else can reach anything, and nothing is "
        "open before you say so."
    ),
    "close_room": N_("Close the room"),
    "address": N_("Network address"),
    "scan": N_("Scan, or type"),
    "qr": N_("Code to scan with the camera of a phone: {address}"),
    "devices": N_("Phones here now: {now}. In total: {all}."),
    "same_network": N_(
        "The phones must be in the same network as this computer. They need no internet and no account."
    ),
    "questions": N_("Questions for a vote"),
    "question": N_("Question"),
    "answers": N_("Answers, one a line"),
    "add": N_("Add the question"),
    "start_vote": N_("Start the vote"),
    "vote_again": N_("Open it again"),
    "end_vote": N_("End the vote"),
    "show_results": N_("Show the results"),
    "hide_results": N_("Hide the results"),
    "off_screen": N_("Take it off the screen"),
    "draft": N_("not asked yet"),
    "open": N_("open now"),
    "closed": N_("closed"),
    "pins": N_("Pins"),
    "notes": N_("Questions from the audience"),
    "none_waiting": N_("Nothing waits to be read."),
    "show": N_("Show"),
    "hide": N_("Hide"),
    "waiting": N_("To read: {n}"),
    "shown": N_("Shown: {n}"),
    "hidden": N_("Hidden: {n}"),
    "record": N_("Record of the room"),
    "record_how": N_("Votes, pins and questions, without anything about the devices."),
    "spreadsheet": N_("Spreadsheet (XLSX)"),
    "package": N_("Tables and map (ZIP)"),
    "plain": N_("Everything (JSON)"),
    "vote_now": N_("Vote now"),
    "closed_vote": N_("The voting is closed."),
    "devices_now": N_("Phones here now: {n}"),
    "not_open": N_("The room is not open."),
    "lost": N_("No answer from the app. Trying again."),
    "count_now": N_("Votes so far: {n}"),
}
"""Words of the presenter's panel and of the results on the projector."""

REFUSALS: Mapping[str, str] = {
    "host": N_("This page answers only at the address that the presenter shows."),
    "origin": N_("This did not come from the page of the room. Scan the code on the screen and try again."),
    "type": N_("The room reads only what its own page sends."),
    "json": N_("The room reads only what its own page sends."),
    "method": N_("The room reads only what its own page sends."),
    "large": N_("This is too long."),
    "slow": N_("This took too long to arrive. Please try again."),
    "nowhere": N_("There is no room at this address. Check the letters, or scan the code again."),
    "often": N_("That was too much at once. Please wait a moment."),
    "full": N_("The room is full."),
    "device": N_(
        "This browser keeps no cookies for this page, so the room cannot count it once. Allow them and open the page "
        "again."
    ),
    "closed": N_("The room is closed."),
    "question": N_("This question is not open for votes."),
    "choice": N_("There is no such answer to this question."),
    "place": N_("Touch the map, or choose a place from the list."),
    "text": N_("Write a few words first."),
    "long": N_("This is longer than {n} characters."),
    "kept": N_("The room cannot keep this just now. Please try again in a moment."),
    "elsewhere": N_("This did not come from a page of this app."),
    "token": N_("This is for the presenter. Open the meeting from the Story page again."),
    "meeting_over": N_("This meeting is closed. Start a new one from the Story page."),
    "off": N_("The operator of this server has switched rooms off (REGIOSCOPE_ROOM=0)."),
    "no_network": N_(
        "This computer is in no network that phones could be in. Connect it, or share a connection from a phone, and "
        "try again."
    ),
    "bad_host": N_("{address} is no address of this computer. It has: {known}."),
    "bad_port": N_("REGIOSCOPE_ROOM_PORT={port} is no port: set a number from 1024 to 65535."),
    "cannot_open": N_("The room cannot be opened at {address}: {why}."),
    "many_rooms": N_("This server has {n} open rooms, and takes no more. Close one first."),
    "not_open": N_("The room is not open."),
    "unknown": N_("There is nothing of this kind in the meeting."),
    "answers": N_("Two of the answers are the same. Write each of them once."),
    "action": N_("This cannot be done with it."),
}
"""Sentence of each refusal, by its short name."""


def phone_words(lang: str) -> dict[str, object]:
    """Return the words of the audience's page in a language, with the names of all languages.

    Examples
    --------
    >>> phone_words("en")["vote_tab"]
    'Vote'
    """
    say = Say(lang)
    return {**_all(PHONE, say), "lang": lang, "languages": dict(NATIVE)}


def presenter_words(lang: str) -> dict[str, str]:
    """Return the words of the presenter's panel in a language."""
    return {**_all(PRESENTER, Say(lang)), "lang": lang}


def refusal(name: str, lang: str, **parts: object) -> str:
    """Say why something is refused.

    Examples
    --------
    >>> refusal("long", "en", n=200)
    'This is longer than 200 characters.'
    """
    return Say(lang)(REFUSALS[name], **parts)


def in_sentence(error: RegioscopeError, lang: str) -> str:
    """Say what was refused as a sentence of its own: with a capital letter and a full stop.

    Examples
    --------
    >>> from geo.errors import SavedError
    >>> in_sentence(SavedError("the meeting is over"), "en")
    'The meeting is over.'
    """
    text = told(error.args[0], Say(lang))
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def language(asked: str, accept: str) -> str:
    """Choose a language: the one asked for, or the first of the browser's that is known, or English.

    Examples
    --------
    >>> language("", "de-DE,uk;q=0.9,en;q=0.8"), language("ru", "uk"), language("xx", "")
    ('uk', 'ru', 'en')
    """
    wanted = [asked, *(entry.partition(";")[0].strip()[:2].lower() for entry in accept[:200].split(","))]
    return next((lang for lang in wanted if lang in LANGUAGES), LANGUAGES[0])


def language_of(request: Request) -> str:
    """Language of who asks, from ``?lang=`` or what the browser prefers."""
    return language(request.query_params.get("lang", ""), request.headers.get("accept-language", ""))


def _all(words: Mapping[str, str], say: Say) -> dict[str, str]:
    counted = _forms("{n} vote", "{n} votes", say)
    return {**{name: say(text) for name, text in words.items()}, "votes": counted, "locale": LOCALES[say.lang]}


def _forms(one: str, many: str, say: Say) -> str:
    """Forms of a counted noun for one, a few and many, as the plural rules of the browser name them."""
    return "|".join(say.form(one, many, n) for n in (1, 2, 5))
