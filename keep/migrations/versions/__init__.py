"""One file a change of the tables, never altered once it has been released."""
