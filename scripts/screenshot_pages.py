"""What `scripts/screenshots.py` takes pictures of: views for the documentation, and every page at three sizes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.store import default_store
from keep import links, meetings, stories
from keep.database import Keep
from papers.briefcase_files import briefcase_of_story
from scene.templates import fill

SIZES = {"1920x1080": (1920, 1080), "1280x720": (1280, 720), "phone": (390, 844)}
"""Windows in which every page is shown."""
CLUSTER = "FPSEMPN-santa-clara-ac73c1"
MAP, PAGE, STAGE, NOTES, ROOM = "map", "page", "stage", "notes", "room"
"""What is waited for: the app's map, a page without one, the player, the presenter's window, the audience's choices."""
DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Shot:
    """One picture: file name below docs/images, address, window, and what is waited for."""

    name: str
    address: str
    size: tuple[int, int]
    kind: str = PAGE


_SCOUT = "/scout?data=us&item=15-1252&where=all&must=labour_pool:min:1000&list=41940,42660,53"
_VIEWS = {
    "map": ("/", MAP),
    "region-selected-uk": ("/?region=06&lang=uk", MAP),
    "metros": ("/?level=metro", MAP),
    "establishments": ("/?data=bay-area&layers=regions,enterprises,places,universities", MAP),
    "hexagons": ("/?data=bay-area&layers=enterprises,places,universities&show=hexagons", MAP),
    "ukraine": ("/?data=ukraine&lang=uk", MAP),
    "how-sure": ("/?honest=1&region=06", MAP),
    "hot-spots": ("/?data=bay-area&level=zone&layers=regions,hotspots,places", MAP),
    "region": ("/region?region=06", PAGE),
    "industry": ("/industry?item=15-1252&level=metro", PAGE),
    "definitions": ("/lab?region=06", PAGE),
    "data": ("/data", PAGE),
    "methods": ("/methods", PAGE),
    "scout": (_SCOUT, PAGE),
}
_OTHERS = (
    Shot("clusters", f"/clusters?data=bay-area&cluster={CLUSTER}", (1280, 1500)),
    Shot("phone", "/?lang=uk", (390, 844), MAP),
    Shot("phone-density", "/?data=bay-area&layers=regions,enterprises,places&show=density", (390, 844), MAP),
    Shot("phone-clusters", f"/clusters?data=bay-area&lang=uk&cluster={CLUSTER}", (390, 844)),
)
_PAGES = {
    "map": ("/", MAP),
    "region": ("/region?region=06", PAGE),
    "industry": ("/industry?item=15-0000", PAGE),
    "clusters": (f"/clusters?data=bay-area&cluster={CLUSTER}", PAGE),
    "scout": (_SCOUT, PAGE),
    "definitions": ("/lab?region=06", PAGE),
    "data": ("/data", PAGE),
    "methods": ("/methods", PAGE),
}


def written(home: Path) -> Mapping[str, str]:
    """Save a story, a meeting and a short link, and write the story as a file; return their addresses."""
    keep = Keep(home / "saved.sqlite")
    made = fill("meeting", "us", default_store(), "en", region="06")
    story = stories.create(keep, "Public meeting: where do we go from here?", "en", made.steps)
    meeting, token = meetings.start(keep, story.id)
    file = home / "briefcase.html"
    file.write_bytes(briefcase_of_story(story, default_store(), made=DAY))
    return {
        "story": f"/story?story={story.id}&step={story.steps[1].id}",
        "meeting": f"/meet/{meeting.id}#{token}",
        "notes": f"/meet/{meeting.id}/notes#{token}",
        "briefcase": file.as_uri(),
        "embed": f"/embed/{links.shorten(keep, '?data=us&item=15-0000&region=06')}",
    }


def shots(made: Mapping[str, str]) -> Iterator[Shot]:
    """Yield every picture."""
    for name, (address, kind) in _VIEWS.items():
        yield Shot(name, address, SIZES["1280x720"], kind)
    yield from _OTHERS
    yield Shot("story", made["story"], SIZES["1280x720"])
    yield Shot("meeting", made["meeting"], SIZES["1920x1080"], STAGE)
    kinds = {"story": PAGE, "meeting": STAGE, "notes": NOTES, "briefcase": STAGE, "embed": STAGE, "room": ROOM}
    pages = _PAGES | {name: (made[name], kind) for name, kind in kinds.items()}
    for name, (address, kind) in pages.items():
        for size, window in SIZES.items():
            yield Shot(f"pages/{name}-{size}", address, window, kind)
