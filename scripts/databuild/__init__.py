"""What turns the named open packages into the files under ``data/``: one module per data set or boundary set."""
