"""Every word of a meeting's two windows, in the language of its story: their scripts have no words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scene.i18n import N_

if TYPE_CHECKING:
    from scene.i18n import Say

_SPACE = N_("Space")
_KEYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("→", _SPACE, "Enter", "Page Down"), N_("Next step")),
    (("←", "Backspace", "Page Up"), N_("Step before")),
    (("Home", "End"), N_("First step, last step")),
    (("1 … 9", "Enter"), N_("Go to the step of this number")),
    (("F", "F5"), N_("Full screen, and back")),
    (("B", "."), N_("Black screen, and back")),
    (("W", ","), N_("White screen, and back")),
    (("Z",), N_("Find a region and zoom to it")),
    (("+", "−"), N_("Closer, farther")),
    (("Esc", "X"), N_("Back: whole map, nothing open")),
    (("S",), N_("Two maps: the arrow keys move the line")),
    (("A", "D"), N_("Two maps: line to the left, to the right")),
    (("Y", "P"), N_("Years: run and stop, the arrow keys go year by year")),
    (("I",), N_("What am I looking at?")),
    (("V",), N_("The room: code for phones, results, pins")),
    (("L",), N_("Layers, switched by their numbers")),
    (("C",), N_("Strong contrast")),
    (("T",), N_("Timer: start and stop")),
    (("Shift + T",), N_("Timer back to zero")),
    (("M",), N_("Show the timer to the audience, too")),
    (("N",), N_("Second window with notes")),
    (("?", "H"), N_("All keys")),
)
"""Keys as they are printed on a keyboard, and what they do, in both windows."""

PLAIN = {
    "preparing": N_("The maps are being prepared."),
    "failed": N_("The story could not be loaded."),
    "again": N_("Try again"),
    "to_story": N_("Open the page Story"),
    "hint": N_("F: full screen · N: window with notes · ?: all keys"),
    "keys_title": N_("Keys"),
    "keys_lead": N_("They work in both windows. A clicker sends Page Down and Page Up."),
    "position": N_("Step {n} of {total}: {title}"),
    "about": N_("What am I looking at?"),
    "colours": N_("What do the colours mean?"),
    "layers": N_("Layers"),
    "layers_lead": N_("Press the number of a layer to switch it on or off."),
    "on": N_("on"),
    "off": N_("off"),
    "find": N_("Zoom to a region"),
    "find_lead": N_("Type a part of its name, choose with the arrow keys, press Enter."),
    "find_none": N_("No region has this name."),
    "find_more": N_("There are {n} more: type more letters."),
    "one_map": N_("This step has one map: there is no line to move."),
    "one_year": N_("This step shows one year."),
    "swipe_on": N_("The arrow keys move the line. Esc: back to the steps."),
    "years_on": N_("The arrow keys go year by year. Esc: back to the steps."),
    "no_step": N_("There is no step {n}."),
    "contrast_on": N_("Strong contrast is on."),
    "contrast_off": N_("Strong contrast is off."),
    "blocked": N_("The browser did not open the second window. Allow windows of this page, or press the button."),
    "open_notes": N_("Open the window with notes"),
    "no_screen": N_("Press F in the window of the audience: a browser allows it only there."),
    "no_room": N_("A single view has no room: begin a meeting on the page Story."),
    "pins": N_("Pins on the map"),
    "pins_none": N_("No pin is shown yet. The presenter lets them show in the window with notes."),
    "room_gone": N_("The room cannot be reached now. Everything else goes on."),
    "left_out": N_("Step {n} is left out: {why}"),
    "show": N_("Steps and tools"),
    "previous": N_("Previous"),
    "next": N_("Next"),
    "black": N_("Black"),
    "white": N_("White"),
    "screen": N_("Full screen"),
    "notes": N_("Notes"),
    "room": N_("Room"),
    "show_room": N_("Show the room"),
    "close_all": N_("Close, whole map"),
    "help": N_("Keys"),
    "close": N_("Close"),
}
"""Words of the audience's window, by the names that its scripts use; the window with notes uses them, too."""

NOTES = {
    "notes_title": N_("Notes: {title}"),
    "notes_none": N_("There are no notes for this step."),
    "notes_refused": N_("These notes belong to somebody else: open the meeting from the page Story."),
    "now": N_("Now"),
    "then": N_("Next"),
    "end": N_("This is the last step."),
    "steps": N_("Steps"),
    "timer": N_("Time"),
    "elapsed": N_("Time spent"),
    "left": N_("Time left"),
    "over": N_("Over time"),
    "clock": N_("Clock"),
    "planned": N_("Planned minutes"),
    "start": N_("Start"),
    "stop": N_("Stop"),
    "reset": N_("To zero"),
    "no_stage": N_("The window of the audience is closed."),
    "open_stage": N_("Open the window of the audience"),
    "is_black": N_("The screen is black"),
    "is_white": N_("The screen is white"),
    "year": N_("Year {year}"),
    "running": N_("Year {year}, running"),
    "zoomed": N_("Zoomed: {name}"),
    "panel_about": N_("The panel “What am I looking at?” is open"),
    "panel_layers": N_("The layers are open"),
    "panel_help": N_("The keys are shown"),
    "panel_room": N_("The room is shown"),
    "panel_find": N_("The search is open"),
    "panel_pins": N_("The pins are shown"),
    "contrast_now": N_("Strong contrast"),
    "ready": N_("Everything is loaded: the meeting goes on without a network."),
    "scroll": N_("Scroll the notes"),
}
"""Words of the presenter's own window."""


def meet_words(say: Say) -> dict[str, Any]:
    """Return the words of both windows by the names that their scripts use.

    Parameters
    ----------
    say : Say
        Voice of the story's language.

    Returns
    -------
    dict
        Texts by name; ``keys`` is a list of (names of keys, what they do).

    Examples
    --------
    >>> from scene.i18n import Say
    >>> meet_words(Say("en"))["keys"][0]
    [['→', 'Space', 'Enter', 'Page Down'], 'Next step']
    """
    words: dict[str, Any] = {name: say(text) for name, text in (PLAIN | NOTES).items()}
    words["keys"] = [[[say(key) if key is _SPACE else key for key in keys], say(meaning)] for keys, meaning in _KEYS]
    return words


def closed_words(say: Say) -> dict[str, str]:
    """Return the words of the page that stands where there is no meeting: title and sentence by what is the matter."""
    return {
        "unknown": say(
            "There is no such meeting. Begin one on the page Story: each meeting has an address of its own."
        ),
        "closed": say("This meeting is over. To tell its story again, begin a new meeting on the page Story."),
        "gone": say("The story of this meeting was deleted. The page Story can bring it back."),
        "empty": say("The story of this meeting has no steps yet. Add some on the page Story."),
        "view": say("This view cannot be shown: {why}"),
        "title": say("No meeting here"),
        "button": say("Open the page Story"),
        "no_script": say("The meeting needs JavaScript, which is switched off here."),
    }
