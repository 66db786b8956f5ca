"""Another program that votes on and on: ``writer.py FILE QUESTION [NAME]``; says the number of each vote kept."""

import sys
from itertools import count
from pathlib import Path

from keep import rooms
from keep.database import Keep

if __name__ == "__main__":
    keep = Keep(Path(sys.argv[1]))
    for number in count():
        rooms.vote(keep, sys.argv[2], f"{' '.join(sys.argv[3:])} {number}", number % 3)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
